use alloc::boxed::Box;
use core::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::thread;

/// Calls of foreign code. Each call is made, even if an earlier one panicked.
#[derive(Default)]
pub(super) struct Calls {
    panic: Option<Box<dyn Any + Send>>,
}

impl Calls {
    pub(super) fn call(&mut self, call: impl FnOnce()) {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(call)) {
            self.panic.get_or_insert(panic);
        }
    }

    /// Resumes the first panic, unless the thread is panicking already: a second panic would abort the process.
    pub(super) fn finish(self) {
        if let (Some(panic), false) = (self.panic, thread::panicking()) {
            resume_unwind(panic);
        }
    }
}
