//! What the process may use, set by itself before it reads anything.

use rustix::io;
use rustix::process::{Resource, Rlimit, getrlimit, nice, setrlimit};

/// Memory: what a picture of the most pixels needs in the most wasteful form, twice.
const MEMORY_BYTES: u64 = 1024 * 1024 * 1024;
/// Time on a core.
const CORE_SECONDS: u64 = 15;
/// By how much it stands back behind those who wait for an answer.
const STANDS_BACK_BY: i32 = 5;

/// Sets all of them; none may be left out.
pub fn set() -> io::Result<()> {
    at_most(Resource::As, MEMORY_BYTES)?;
    at_most(Resource::Cpu, CORE_SECONDS)?;
    at_most(Resource::Core, 0)?;
    // No file grows, and none is opened beside the three that it has.
    at_most(Resource::Fsize, 0)?;
    at_most(Resource::Nofile, 3)?;
    // No process is begun.
    at_most(Resource::Nproc, 0)?;
    // Where that is not allowed it takes its share like anybody.
    let _ = nice(STANDS_BACK_BY);
    Ok(())
}

/// Sets a bound, or leaves a lower one as it is.
fn at_most(resource: Resource, most: u64) -> io::Result<()> {
    let most = getrlimit(resource).maximum.map_or(most, |already| already.min(most));
    setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
}
