//! Every query on both databases, and the parity of the two schemas.
