// Owns every setting that Postgres starts with, and why. Given on the command line, so that a changed setting
// takes effect at the next start of an old data directory too.

const SETTINGS = {
  // The books must survive a crash of the machine: these two stay on outside tests.
  fsync: "on",
  synchronous_commit: "on",
  // Local only; no socket file either, since /tmp may be shared.
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // Two cores shared with the Workers. The books are small; the page cache holds the rest.
  max_connections: "60",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  work_mem: "8MB",
  random_page_cost: "1.1",
  max_parallel_workers_per_gather: "0",
  max_worker_processes: "4",
  jit: "off",
  io_method: "sync", // saves three processes; parallel reads are of no use here
  // No replica will ever follow, so the log need not carry what only a replica needs.
  wal_level: "minimal",
  max_wal_senders: "0",
  checkpoint_timeout: "15min",
  // A client that died in the middle must not hold its locks for ever.
  idle_in_transaction_session_timeout: "60s",
  tcp_keepalives_idle: "60",
  timezone: "UTC",
  log_timezone: "UTC",
  // Statements and refused rows carry names and addresses of buyers; the client gets them, the log does not.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
} as const;

/** For throw-away databases of tests: faster, and lost when the machine (not merely Postgres) crashes. */
const THROW_AWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", wal_init_zero: "off" } as const;

export function commandLineSettings(durable: boolean): string[] {
  const settings: Record<string, string> = durable ? SETTINGS : { ...SETTINGS, ...THROW_AWAY };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
