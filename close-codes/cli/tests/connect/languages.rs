//! The report in other languages than English.

use std::collections::BTreeMap;
use std::fs;

use super::meet;
use super::peer::CLOSE;

const LANGUAGES: [&str; 7] = ["en", "de", "es", "fr", "ja", "pt", "zh-Hans"];

#[test]
fn the_end_in_german() {
    let (told, ()) = meet(&["--lang", "de", "--send", "hallo"], |peer| {
        peer.open();
        peer.frame();
        peer.send(b"\x88\x08\x03\xE9Umzug!");
        assert_eq!(peer.frame().0, CLOSE);
    });
    let report: Vec<_> = told.report().into_iter().filter(|line| !line.starts_with("Offen ")).collect();
    assert_eq!(
        report,
        [
            "Der Server hat die Verbindung geschlossen.",
            "Code 1001 Endpunkt nicht mehr verfügbar",
            "Grund Umzug!",
            "Sauber geschlossen ja",
            "Beantwortet mit 1001 Endpunkt nicht mehr verfügbar: Umzug!",
            "Ende von TCP durch den Server (FIN)",
            "Nachrichten empfangen 0",
            "Nachrichten gesendet 1",
        ]
    );
    assert_eq!((told.status, told.explained()), (Some(0), "1001 Endpunkt nicht mehr verfügbar"));
}

#[test]
fn a_fault_in_japanese() {
    let (told, ()) = meet(&["--lang", "ja"], |peer| {
        peer.open();
        peer.send(b"\x88\x02\x03\xEE");
        assert_eq!(peer.frame().0, CLOSE);
    });
    let report: Vec<_> = told.report().into_iter().filter(|line| !line.starts_with("接続時間 ")).collect();
    assert_eq!(
        report[..4],
        [
            "サーバーのクローズフレームがプロトコルに違反している。",
            "コード 1006 異常クローズ",
            "正しく閉じた いいえ",
            "違反の内容 送信できない 1006 異常クローズ が入っている（RFC 6455、7.4節）",
        ]
    );
    assert_eq!((told.status, told.explained()), (Some(1), "1006 異常クローズ"));
}

#[test]
fn a_failed_opening_in_each_language() {
    for (language, headline, advice, explained) in [
        (
            "en",
            "Not opened: the server answered with HTTP 404 Not Found.",
            "What to do Correct the path of the address.",
            "1006 Abnormal Closure",
        ),
        (
            "de",
            "Nicht geöffnet: Der Server hat mit HTTP 404 Not Found geantwortet.",
            "Abhilfe Korrigieren Sie den Pfad der Adresse.",
            "1006 Abnormale Beendigung",
        ),
        (
            "es",
            "No se abrió: el servidor respondió con HTTP 404 Not Found.",
            "Qué hacer Corrija la ruta de la dirección.",
            "1006 Cierre anormal",
        ),
        (
            "fr",
            "Non ouverte : le serveur a répondu par HTTP 404 Not Found.",
            "Que faire Corrigez le chemin de l'adresse.",
            "1006 Fermeture anormale",
        ),
        (
            "ja",
            "接続できない: サーバーがHTTP 404 Not Found を返した。",
            "対処 アドレスのパスを修正する。",
            "1006 異常クローズ",
        ),
        (
            "pt",
            "Não aberta: o servidor respondeu com HTTP 404 Not Found.",
            "O que fazer Corrija o caminho do endereço.",
            "1006 Encerramento anormal",
        ),
        ("zh-CN", "未能打开：服务器返回了 HTTP 404 Not Found。", "处理方法 更正地址中的路径。", "1006 异常关闭"),
    ] {
        let (told, ()) = meet(&["--lang", language], |peer| {
            peer.request();
            peer.send(b"HTTP/1.1 404 Not Found\r\n\r\n");
        });
        assert_eq!(told.report(), [headline, advice], "{language}");
        assert_eq!((told.status, told.explained()), (Some(2), explained), "{language}");
    }
}

/// Each language has all words of `connect`, and the same number of places for values.
#[test]
fn each_language_has_all_words() {
    let words = |language: &str| -> BTreeMap<String, String> {
        let path = format!("{}/locales/{language}.csv", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read(path).unwrap();
        let rows =
            csv::Reader::from_reader(&*text).into_deserialize().map(Result::unwrap).collect::<Vec<(String, String)>>();
        rows.into_iter().filter(|(word, _)| word.starts_with("connect-")).collect()
    };
    let english = words("en");
    assert!(english.len() > 60);
    for language in LANGUAGES {
        let own = words(language);
        assert_eq!(own.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{language}");
        for (word, text) in &own {
            assert_eq!(text.matches("{}").count(), english[word].matches("{}").count(), "{language}: {word}");
            assert!(!text.trim().is_empty(), "{language}: {word}");
        }
    }
}
