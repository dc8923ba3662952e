//! The command `gouji`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
