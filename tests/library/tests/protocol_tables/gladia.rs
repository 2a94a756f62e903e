//! Gladia's live transcription: `gladiaio/sdk`, `packages/sdk-js/src/types.ts` and `client.ts` (`wsRetry.closeCodes`), commit
//! 0ceed6a of 2026-07-23. It has a rule for ranges, and no names.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/gladia.csv")]
enum Code {}

#[test]
fn decisions() {
    codes_have(|_: Code| (), &[]);
    numbers_have(
        Code::retry_of,
        &[(0, 1001, NO), (1002, 4399, YES), (4400, 4499, NO), (4500, 9999, YES), (10000, 65535, NO)],
    );
}
