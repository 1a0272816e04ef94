//! Placeholder indexed_db.
