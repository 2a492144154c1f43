//! Whose an article file is: ours to rewrite, or a person's.
