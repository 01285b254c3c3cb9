//! Where what was asked for lies now.

use crate::http::Reply;

/// Where what was asked for lies now, where the service says that it moved; the way out refuses another origin.
pub(in crate::services) fn redirect(reply: &Reply) -> Option<String> {
    let is_moved = matches!(reply.status(), 301 | 302 | 307 | 308);
    reply.header("location").filter(|_| is_moved).map(str::to_owned)
}
