//! Text as a voice reads it: sentence by sentence, so that one can be shown while it is heard, and reading can go on there.

#[cfg(test)]
mod tests;

use crate::model::{Block, Inline, Line, Step};
use std::ops::Range;

/// What a voice says of a step: its title, its text, and what to do in her own work.
pub fn script(step: &Step) -> Vec<String> {
    let text = step.blocks.iter().flat_map(Block::lines);
    let prompt = step.apply_it.iter().map(|apply_it| apply_it.prompt.clone());
    let lines: Vec<String> = [step.title.clone()].into_iter().chain(text).chain(prompt).collect();
    lines.iter().flat_map(|line| sentences(line).into_iter().filter_map(|range| line.get(range))).map(said).collect()
}

fn said(sentence: &str) -> String {
    sentence.trim().to_owned()
}

/// The sentences of a line as ranges of bytes. Each takes the spaces behind it along, so together they are the line.
pub fn sentences(line: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut rest = line.char_indices().peekable();
    while let Some((_, letter)) = rest.next() {
        if !is_end(letter) {
            continue;
        }
        while rest.next_if(|(_, next)| is_end(*next) || is_closing(*next)).is_some() {}
        let mut is_apart = is_end_without_space(letter);
        while rest.next_if(|(_, next)| next.is_whitespace()).is_some() {
            is_apart = true;
        }
        if let Some((next_start, next)) = rest.peek().filter(|_| is_apart)
            // "about 3 p.m. on Sunday" goes on.
            && !next.is_lowercase()
        {
            sentences.push(start..*next_start);
            start = *next_start;
        }
    }
    if !line.trim().is_empty() {
        sentences.push(start..line.len());
    }
    sentences
}

/// A line cut into its sentences, each piece in the dress it had.
pub fn cut(line: &Line) -> Vec<Line> {
    let plain: String = line.iter().map(Inline::words).collect();
    sentences(&plain).into_iter().map(|sentence| part(line, &sentence)).collect()
}

/// What of a line lies in a range of its plain words.
fn part(line: &Line, range: &Range<usize>) -> Line {
    let mut end = 0;
    let pieces = line.iter().filter_map(|piece| {
        let words = piece.words();
        let start = end;
        end += words.len();
        let inside = range.start.clamp(start, end) - start..range.end.clamp(start, end) - start;
        words.get(inside).filter(|words| !words.is_empty()).map(|words| with_words(piece, words))
    });
    pieces.collect()
}

fn with_words(piece: &Inline, words: &str) -> Inline {
    let words = words.to_owned();
    match piece {
        Inline::Text(_) => Inline::Text(words),
        Inline::Strong(_) => Inline::Strong(words),
        Inline::Emphasis(_) => Inline::Emphasis(words),
        Inline::Code(_) => Inline::Code(words),
        Inline::Link { to, .. } => Inline::Link { text: words, to: to.clone() },
        Inline::Break => Inline::Break,
    }
}

fn is_end(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…') || is_end_without_space(letter)
}

/// Where these are written, no space follows.
fn is_end_without_space(letter: char) -> bool {
    matches!(letter, '。' | '！' | '？')
}

fn is_closing(letter: char) -> bool {
    matches!(letter, ')' | ']' | '"' | '\'' | '”' | '’' | '»' | '」')
}
