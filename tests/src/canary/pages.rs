//! Which memory of a process was ever written to; a web view reserves much more than any machine has.

use std::{fs, ops::Range, os::unix::fs::FileExt};

use anyhow::{Context, Result};

/// Bytes of a page, as the kernel counts them on every machine this is tested on.
const PAGE: u64 = 4096;

/// Entries of the page map that are read at once.
const AT_ONCE: u64 = 1 << 16;

/// The longest piece, in bytes.
const LONGEST: u64 = 16 << 20;

/// How much of two neighbouring pieces is the same, so that nothing lies between them.
const OVERLAP: u64 = PAGE;

/// The addresses that are there, in pieces (`Documentation/admin-guide/mm/pagemap.rst` of Linux).
pub(super) fn written(id: u32) -> Result<Vec<Range<u64>>> {
    let map = fs::File::open(format!("/proc/{id}/pagemap")).context("its page map cannot be read")?;
    let mut pieces = Vec::new();
    for region in regions(id)? {
        let mut at = region.start;
        while at < region.end {
            let end = region.end.min(at + AT_ONCE * PAGE);
            let mut entries = vec![0; usize::try_from((end - at) / PAGE * 8)?];
            let length = map.read_at(&mut entries, at / PAGE * 8)?;
            add(&mut pieces, at, &entries[..length]);
            at = end;
        }
    }
    Ok(pieces)
}

/// What is mapped, may be written, and was.
fn regions(id: u32) -> Result<Vec<Range<u64>>> {
    let text = fs::read_to_string(format!("/proc/{id}/smaps"))?;
    let (mut found, mut last) = (Vec::new(), None);
    for line in text.lines() {
        if line.strip_prefix("Rss:").is_some_and(|size| size.trim() != "0 kB") {
            found.extend(last.take());
        }
        let mut words = line.split(' ');
        let range = words.next().and_then(|range| range.split_once('-'));
        if let (Some((start, end)), Some(rights)) = (range, words.next()) {
            let range = u64::from_str_radix(start, 16)?..u64::from_str_radix(end, 16)?;
            last = rights.starts_with("rw").then_some(range);
        }
    }
    Ok(found)
}

/// Adds the pages that are present or swapped out: bits 63 and 62 of an entry.
fn add(pieces: &mut Vec<Range<u64>>, start: u64, entries: &[u8]) {
    let entries = entries.chunks_exact(8).map(|entry| entry.last().is_some_and(|byte| byte & 0xC0 != 0));
    let there = (0..).map(|number| start + number * PAGE).zip(entries).filter(|(_, is_there)| *is_there);
    for (page, _) in there {
        match pieces.last_mut() {
            Some(piece) if piece.end == page && page - piece.start < LONGEST => piece.end += PAGE,
            Some(piece) if piece.end == page => pieces.push(page - OVERLAP..page + PAGE),
            _ => pieces.push(page..page + PAGE),
        }
    }
}
