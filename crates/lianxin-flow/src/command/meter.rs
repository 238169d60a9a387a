//! Processor time and peak memory of this process, as the kernel counts them.

use std::time::Instant;

/// Measures processor time of the main thread, or wall time where the kernel does not tell.
pub struct Meter {
    wall: Instant,
    cpu: Option<u64>,
}

impl Meter {
    /// Starts now.
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu: cpu() }
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        match (self.cpu, cpu()) {
            (Some(from), Some(to)) => std::time::Duration::from_nanos(to - from).as_secs_f64(),
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// Greatest resident memory so far in MiB; zero where the kernel does not tell.
pub fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

/// Nanoseconds on a processor. The kernel brings its count up to date when the thread yields.
fn cpu() -> Option<u64> {
    std::thread::yield_now();
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
