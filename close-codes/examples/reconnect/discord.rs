//! A table with a column that is mostly empty: `then`, an extra step for the client.

use close_codes::CloseCode;

use crate::Advice;

/// Close codes of the Discord gateway.
#[close_codes::close_codes("examples/codes/discord.csv")]
pub(crate) enum DiscordCode {}

pub(crate) fn advise(code: CloseCode) -> Advice {
    let advice = Advice::new::<DiscordCode>(code, DiscordCode::reconnect_of(code));
    match DiscordCode::try_from(code) {
        Ok(code) => Advice { note: code.then().map(str::to_owned), ..advice },
        Err(_) => advice,
    }
}
