//! A crate that redefines the names in the generated code.

#![no_implicit_prelude]
#![allow(dead_code, non_camel_case_types, non_snake_case)]

mod core {}
mod std {}
mod close_codes_registry {}

mod everything {
    pub struct Option;
    pub struct Result;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct u16;
    pub struct usize;
    pub struct str;
    pub struct bool;
    pub struct f64;
    pub struct u8;
    pub struct CloseCode;
    pub struct CloseFrame;
    pub struct CloseFrameError;
    pub struct UnknownCode;
    pub trait CodeSet {}
    pub trait Clone {}
    pub trait Copy {}
    pub trait From {}
    pub trait TryFrom {}
    pub trait Display {}
    pub trait FromStr {}
    pub fn place() {}
    pub const VALUES: () = ();
    mod core {}
    mod std {}

    #[::close_codes::close_codes("ui/pass/columns.csv")]
    pub enum GameCode {}

    // Variants with the names of items in the prelude, and of associated types.
    #[::close_codes::close_codes]
    pub enum ChatCode {
        Error = 4000,
        Err = 4001,
        Ok = 4002,
        Some = 4003,
        None = 4004,
        Option = 4005,
        Result = 4006,
        VALUES = 4007,
    }
}

use everything::{ChatCode, GameCode};

fn main() {
    let none = ::std::option::Option::None;
    ::std::assert_eq!(GameCode::retry_of(::close_codes::CloseCode::from_u16(4500)), none);
    ::std::assert!(ChatCode::Ok.frame("bye").is_ok());
    ::std::assert_eq!(ChatCode::ALL.len(), 8);
    ::std::assert!(::std::matches!(ChatCode::from_u16(4004), ::std::option::Option::Some(ChatCode::None)));
    let error = <ChatCode as ::std::convert::TryFrom<u16>>::try_from(4008);
    ::std::assert!(::std::matches!(error, ::std::result::Result::Err(_)));
}
