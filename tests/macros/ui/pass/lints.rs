//! A crate that denies each lint of rustc that may affect generated code.

#![deny(warnings, future_incompatible, let_underscore, nonstandard_style, rust_2018_idioms, unused)]
#![deny(rust_2021_compatibility, rust_2024_compatibility, keyword_idents, refining_impl_trait)]
#![deny(
    ambiguous_negative_literals,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    ffi_unwind_calls,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_abi,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unsafe_code,
    unused_extern_crates,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]

// Only one variant is used.
#[close_codes::close_codes("ui/pass/columns.csv")]
enum GameCode {}

#[close_codes::close_codes]
enum ChatCode {
    #[deprecated = "nobody takes anybody's seat any more"]
    Replaced = 4002,
    TokenExpired = 4001,
}

#[close_codes::close_codes]
#[deprecated]
#[allow(missing_docs)]
pub enum Gone {
    #[cfg_attr(all(), deprecated)]
    One = 4001,
}

#[close_codes::close_codes("ui/pass/columns.csv")]
#[deprecated]
enum GoneFile {}

#[close_codes::close_codes]
enum Single {
    Only = 4000,
}

fn main() {
    let _: (GameCode, ChatCode, Single) = (GameCode::Kicked, ChatCode::TokenExpired, Single::Only);
}
