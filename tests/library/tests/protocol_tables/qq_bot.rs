//! Bots of Tencent QQ: bot-docs, `docs/develop/api-v2/dev-prepare/error-trace/websocket.md`, commit 645787a of 2025-04-21. It
//! decides if a bot can resume its session, and if it can begin a new one. The long names are shortened.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("codes/qq-bot.csv")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.resume(), code.identify()),
        &[
            (4001, "InvalidOpcode", ("无效的 opcode", false, false)),
            (4002, "InvalidPayload", ("无效的 payload", false, false)),
            (4006, "InvalidSessionId", ("无效的 session id", false, true)),
            (4007, "InvalidSeq", ("seq 错误", false, true)),
            (4008, "RateLimited", ("发送 payload 过快", true, true)),
            (4009, "ConnectionExpired", ("连接过期", true, true)),
            (4010, "InvalidShard", ("无效的 shard", false, false)),
            (4011, "TooManyGuilds", ("guild 过多", false, false)),
            (4012, "InvalidVersion", ("无效的 version", false, false)),
            (4013, "InvalidIntent", ("无效的 intent", false, false)),
            (4014, "DisallowedIntent", ("intent 无权限", false, false)),
            (4914, "BotDelisted", ("机器人已下架", false, false)),
            (4915, "BotBanned", ("机器人已封禁", false, false)),
        ],
    );
    numbers_have(
        Code::resume_of,
        &[
            (0, 4000, None),
            (4001, 4002, NO),
            (4003, 4005, None),
            (4006, 4007, NO),
            (4008, 4009, YES),
            (4010, 4014, NO),
            (4015, 4899, None),
            (4900, 4915, NO),
            (4916, 65535, None),
        ],
    );
    numbers_have(
        Code::identify_of,
        &[
            (0, 4000, None),
            (4001, 4002, NO),
            (4003, 4005, None),
            (4006, 4009, YES),
            (4010, 4014, NO),
            (4015, 4899, None),
            (4900, 4913, YES),
            (4914, 4915, NO),
            (4916, 65535, None),
        ],
    );
    numbers_have(
        |code| Code::band_of(code).map(close_codes::code::Band::name),
        &[(0, 4899, None), (4900, 4913, Some("内部错误")), (4914, 65535, None)],
    );
}
