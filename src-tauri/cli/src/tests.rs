//! Whole commands against a door that answers by rule, over a real socket.
