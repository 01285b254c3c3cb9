//! A loopback HTTP/1.1 server whose answers may also break off, stay away, or be a closed connection.
//!
//! It lives on threads of its own, so that a test may wait for a program without an executor.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, ErrorKind, Read, Result as IoResult, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};

use anyhow::Result;

use super::spoken::{Answer, Asked, Ending};

/// What answers.
pub type Answering = Arc<dyn Fn(&Asked) -> Answer + Send + Sync>;

const LONGEST_HEAD: u64 = 64 * 1024;

/// A running server; it ends, with every connection, when it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    answering: Answering,
    asked: AtomicUsize,
    is_over: AtomicBool,
    open: Mutex<BTreeMap<usize, TcpStream>>,
}

impl Server {
    /// Starts one at a port of 127.0.0.1; 0 means any that is free.
    pub fn start(port: u16, answering: Answering) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            answering,
            asked: AtomicUsize::default(),
            is_over: AtomicBool::default(),
            open: Mutex::default(),
        });
        let accepting = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { address, shared, accepting: Some(accepting) })
    }

    /// Where it lies.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many requests it read.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.shared.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // Wakes what accepts.
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
        for stream in self.shared.open.lock().unwrap_or_else(PoisonError::into_inner).values() {
            stream.shutdown(Shutdown::Both).ok();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for (number, stream) in listener.incoming().enumerate() {
        if shared.is_over.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let Ok(own) = stream.try_clone() else { continue };
        shared.open.lock().unwrap_or_else(PoisonError::into_inner).insert(number, own);
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            // A client that goes in the middle is none of the server's business.
            serve(&stream, &shared).ok();
            stream.shutdown(Shutdown::Both).ok();
            shared.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        });
    }
}

fn serve(stream: &TcpStream, shared: &Shared) -> IoResult<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader)? {
        shared.asked.fetch_add(1, Ordering::SeqCst);
        let answer = (shared.answering)(&asked);
        match answer.ending {
            Ending::Whole => write(stream, &answer, answer.body.len())?,
            Ending::BreaksOff => return write(stream, &answer, answer.body.len() / 2),
            Ending::Closes => return Ok(()),
            // Until the client or the server goes.
            Ending::StaysAway => return reader.read_to_end(&mut Vec::new()).map(drop),
        }
    }
    Ok(())
}

fn read(reader: &mut BufReader<&TcpStream>) -> IoResult<Option<Asked>> {
    let mut head = Vec::new();
    let mut lines = reader.by_ref().take(LONGEST_HEAD);
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end() {
            "" => break,
            line => head.push(line.to_owned()),
        }
    }
    let mut asked = Asked::of_head(&head).ok_or(ErrorKind::InvalidData)?;
    let length = asked.header("content-length").parse().unwrap_or_default();
    reader.by_ref().take(length).read_to_end(&mut asked.body)?;
    Ok(Some(asked))
}

/// Writes the head as for the whole body, and that much of it.
fn write(mut stream: &TcpStream, answer: &Answer, length: usize) -> IoResult<()> {
    let mut head =
        format!("HTTP/1.1 {} {}\r\ncontent-length: {}\r\n", answer.status, answer.reason(), answer.body.len());
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&answer.body[..length])?;
    stream.flush()
}
