//! graphql-ws, `src/client.ts` (`shouldRetryConnectOrThrow`, `isFatalInternalCloseCode`), commit af4f5c9 of 2026-07-24.
//!
//! After 1000, the client connects again only if a subscription is left.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/graphql-transport-ws.csv")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        Code::retry,
        &[
            (4004, "BadResponse", false),
            (4005, "InternalClientError", false),
            (4400, "BadRequest", false),
            (4401, "Unauthorized", false),
            (4403, "Forbidden", true),
            (4406, "SubprotocolNotAcceptable", false),
            (4408, "ConnectionInitialisationTimeout", true),
            (4409, "SubscriberAlreadyExists", false),
            (4429, "TooManyInitialisationRequests", false),
            (4499, "Terminated", true),
            (4500, "InternalServerError", false),
            (4504, "ConnectionAcknowledgementTimeout", true),
        ],
    );
    numbers_have(
        Code::retry_of,
        &[
            (0, 999, None),
            (1000, 1000, NO),
            (1001, 1001, YES),
            (1002, 1004, NO),
            (1005, 1006, YES),
            (1007, 1011, NO),
            (1012, 1014, YES),
            (1015, 1999, NO),
            (2000, 4003, None),
            (4004, 4005, NO),
            (4006, 4399, None),
            (4400, 4401, NO),
            (4402, 4402, None),
            (4403, 4403, YES),
            (4404, 4405, None),
            (4406, 4406, NO),
            (4407, 4407, None),
            (4408, 4408, YES),
            (4409, 4409, NO),
            (4410, 4428, None),
            (4429, 4429, NO),
            (4430, 4498, None),
            (4499, 4499, YES),
            (4500, 4500, NO),
            (4501, 4503, None),
            (4504, 4504, YES),
            (4505, 65535, None),
        ],
    );
}
