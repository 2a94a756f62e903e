//! Conversions that several libraries share.

use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use crate::code::CloseCode;
use crate::frame::{CloseFrame, InvalidCloseKind};

/// The reason why a library's message is not a [`CloseFrame`](crate::CloseFrame) that may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotCloseFrame {
    /// The message is not a close frame.
    OtherMessage,
    /// The close frame breaks the protocol.
    Invalid(InvalidCloseKind),
}

impl fmt::Display for NotCloseFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherMessage => f.write_str("the message is not a close frame"),
            Self::Invalid(kind) => kind.fmt(f),
        }
    }
}

impl core::error::Error for NotCloseFrame {}

impl From<InvalidCloseKind> for NotCloseFrame {
    fn from(kind: InvalidCloseKind) -> Self {
        Self::Invalid(kind)
    }
}

/// Returns the body of a close frame that a library has split into code and reason.
pub(super) fn join(parts: Option<(CloseCode, &str)>) -> Cow<'static, [u8]> {
    match parts {
        Some((code, reason)) => [&code.as_u16().to_be_bytes(), reason.as_bytes()].concat().into(),
        None => Vec::new().into(),
    }
}

/// Implements both conversions between [`CloseCode`] and a library's enum, which has a value for each number.
macro_rules! convert_codes {
    ($code:ty) => {
        impl From<$code> for crate::code::CloseCode {
            fn from(code: $code) -> Self {
                Self::from_u16(code.into())
            }
        }

        impl From<crate::code::CloseCode> for $code {
            fn from(code: crate::code::CloseCode) -> Self {
                Self::from(code.as_u16())
            }
        }
    };
}

/// Implements both conversions between [`Role`](crate::Role) and a library's enum of the same two roles.
macro_rules! convert_roles {
    ($role:ident) => {
        impl From<$role> for crate::code::Role {
            fn from(role: $role) -> Self {
                match role {
                    $role::Server => Self::Server,
                    $role::Client => Self::Client,
                }
            }
        }

        impl From<crate::code::Role> for $role {
            fn from(role: crate::code::Role) -> Self {
                match role {
                    crate::code::Role::Server => Self::Server,
                    crate::code::Role::Client => Self::Client,
                }
            }
        }
    };
}

/// Implements conversions by value, by those from a reference.
macro_rules! convert_owned {
    ($($theirs:ty => $ours:ty, $error:ty;)+) => {$(
        /// The same conversion as from a reference.
        impl TryFrom<$theirs> for $ours {
            type Error = $error;

            /// # Errors
            ///
            /// The same as from a reference.
            fn try_from(theirs: $theirs) -> Result<Self, Self::Error> {
                Self::try_from(&theirs)
            }
        }
    )+};
}

/// Implements the conversions between this crate's frames and those of a library. The library has a struct for a frame with a
/// code, and a message `Close(Option<…>)`. `$split` returns a frame's code and reason, and `$make` makes a frame of them.
macro_rules! convert_frames {
    ($frame:ty, $message:ident, $split:path, $make:path) => {
        impl TryFrom<&$frame> for crate::frame::CloseFrame {
            type Error = crate::frame::InvalidCloseKind;

            /// # Errors
            ///
            /// Fails if the code may not be sent, or the reason has more than 123 bytes.
            fn try_from(frame: &$frame) -> Result<Self, Self::Error> {
                let body = crate::adapters::convert::join(Some($split(frame)));
                Ok(Self::parse(&body, crate::frame::CodePolicy::Strict)?.echo())
            }
        }

        impl TryFrom<&Option<$frame>> for crate::frame::CloseFrame {
            type Error = crate::frame::InvalidCloseKind;

            /// # Errors
            ///
            /// Fails if the code may not be sent, or the reason has more than 123 bytes.
            fn try_from(frame: &Option<$frame>) -> Result<Self, Self::Error> {
                frame.as_ref().map_or(Ok(Self::EMPTY), Self::try_from)
            }
        }

        impl TryFrom<&$message> for crate::frame::CloseFrame {
            type Error = crate::adapters::convert::NotCloseFrame;

            /// # Errors
            ///
            /// Fails if the message is not a close frame, the code may not be sent, or the reason has more than 123 bytes.
            fn try_from(message: &$message) -> Result<Self, Self::Error> {
                match message {
                    $message::Close(frame) => Ok(Self::try_from(frame)?),
                    _ => Err(crate::adapters::convert::NotCloseFrame::OtherMessage),
                }
            }
        }

        crate::adapters::convert::convert_owned! {
            $frame => crate::frame::CloseFrame, crate::frame::InvalidCloseKind;
            Option<$frame> => crate::frame::CloseFrame, crate::frame::InvalidCloseKind;
            $message => crate::frame::CloseFrame, crate::adapters::convert::NotCloseFrame;
        }

        /// Takes any code and any reason.
        impl From<&$frame> for crate::dom::CloseEventInit {
            fn from(frame: &$frame) -> Self {
                let (code, reason) = $split(frame);
                Self { code: code.as_u16(), reason: reason.into(), ..Self::default() }
            }
        }

        /// An empty frame becomes `None`.
        impl From<crate::frame::CloseFrame> for Option<$frame> {
            fn from(frame: crate::frame::CloseFrame) -> Self {
                (!frame.is_empty()).then(|| $make(frame.code(), frame.reason()))
            }
        }

        impl From<crate::frame::CloseFrame> for $message {
            fn from(frame: crate::frame::CloseFrame) -> Self {
                Self::Close(frame.into())
            }
        }
    };
}

/// Implements [`SocketMessage`](crate::stream::SocketMessage) for a message with a variant `Close(Option<…>)`. `$split` returns a
/// frame's code and reason.
macro_rules! implement_socket_message {
    ($message:ty, $outgoing:ident, $error:ty, answers: $answers:literal, $split:path, $classify:path) => {
        impl crate::stream::SocketMessage for $message {
            type Error = $error;
            type Outgoing = $outgoing;

            const ANSWERS_CLOSE: bool = $answers;

            fn close_body(&self) -> Option<alloc::borrow::Cow<'_, [u8]>> {
                match self {
                    Self::Close(frame) => Some(crate::adapters::convert::join(frame.as_ref().map($split))),
                    _ => None,
                }
            }

            fn outgoing_close(outgoing: &$outgoing) -> Option<crate::frame::CloseFrame> {
                let $outgoing::Close(frame) = outgoing else { return None };
                Some(frame.as_ref().map_or(crate::frame::CloseFrame::EMPTY, |frame| {
                    let (code, reason) = $split(frame);
                    crate::frame::CloseFrame::forwarding(code, reason)
                }))
            }

            fn from_frame(frame: crate::frame::CloseFrame) -> $outgoing {
                frame.into()
            }

            fn classify(error: &$error) -> crate::stream::SocketFailure {
                $classify(error)
            }
        }
    };
}

pub(super) use {convert_codes, convert_frames, convert_owned, convert_roles, implement_socket_message};
