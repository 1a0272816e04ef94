//! A small course in memory, and what is true of it.

mod against;
mod lint;
mod pack;
mod parse;
mod sample;
