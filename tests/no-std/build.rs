//! Links without start-up code, because the program does not have a `main`, and with libc only for functions such as `memcpy`.
fn main() {
    println!("cargo::rustc-link-arg-bins=-nostartfiles");
    println!("cargo::rustc-link-arg-bins=-lc");
}
