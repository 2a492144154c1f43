//! The pipe and what it remembers: [`run`] on one screen, memo, source listing, output.
