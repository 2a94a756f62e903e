//! No start-up code, since there is no `main`; of the C library only `memcpy` and its like.
fn main() {
    println!("cargo::rustc-link-arg-bins=-nostartfiles");
    println!("cargo::rustc-link-arg-bins=-lc");
}
