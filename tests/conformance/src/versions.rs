//! The versions of the measured libraries, from `Cargo.lock`.

const LOCK: &str = include_str!("../Cargo.lock");

/// Returns the version of a direct dependency.
pub fn version(package: &str) -> &'static str {
    let packages = || LOCK.split("[[package]]").map(Package);
    let this = packages().find(|package| package.field("name") == Some(env!("CARGO_PKG_NAME"))).expect("this package");
    // `Cargo.lock` names the version if it has several versions of a package.
    let dependency = this.dependencies().find_map(|dependency| match dependency.split_once(' ') {
        Some((name, version)) => (name == package).then_some(Some(version)),
        None => (dependency == package).then_some(None),
    });
    let only =
        || packages().find(|other| other.field("name") == Some(package)).and_then(|other| other.field("version"));
    dependency.expect("a direct dependency").or_else(only).expect("its version")
}

/// A section of `Cargo.lock`.
struct Package(&'static str);

impl Package {
    fn field(&self, name: &str) -> Option<&'static str> {
        self.0.lines().find_map(|line| quoted(line.strip_prefix(name)?.strip_prefix(" = ")?))
    }

    fn dependencies(&self) -> impl Iterator<Item = &'static str> {
        self.0.lines().filter_map(|line| quoted(line.trim().strip_suffix(',')?))
    }
}

fn quoted(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}
