//! The command line (contract, "Commands").

#![allow(
    clippy::doc_markdown,
    rustdoc::invalid_html_tags,
    rustdoc::bare_urls,
    reason = "these comments are the help text that people read"
)]

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::parser::ValueSource;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use homeward_app::registers::{self, Noun};
use homeward_domain::record::Hash;
use ipnet::IpNet;
use std::path::PathBuf;
use std::str::FromStr;

/// After-sales service and complaint handling for travel companies.
#[derive(Parser)]
#[command(name = "homeward", version, about)]
pub struct Arguments {
    #[command(flatten)]
    pub shared: Shared,
    #[command(subcommand)]
    pub command: Command,
}

impl Arguments {
    /// Reads the command line and the environment; wrong use ends the program.
    pub fn read() -> Self {
        let matches = Self::command().get_matches();
        let mut arguments = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        let shared = &mut arguments.shared;
        let is_for_this_run = matches.value_source("erasures") == Some(ValueSource::CommandLine);
        let by_environment = || std::env::var_os("HOMEWARD_ERASURES").map(PathBuf::from);
        shared.lasting_erasures = if is_for_this_run { by_environment() } else { shared.erasures.clone() };
        arguments
    }
}

/// Options that mean the same for every command. Each can also be set by its
/// environment variable or in the file of --config; the command line wins.
#[derive(Args)]
pub struct Shared {
    /// Folder of everything that Homeward keeps [default: ./data]
    #[arg(long, global = true, env = "HOMEWARD_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// sqlite://PATH or postgres://… [default: sqlite://<data>/homeward.db]
    #[arg(long, global = true, env = "HOMEWARD_DATABASE", value_name = "URL")]
    pub database: Option<String>,
    /// Address to serve on [default: 127.0.0.1:8080]
    #[arg(long, global = true, env = "HOMEWARD_LISTEN", value_name = "ADDR")]
    pub listen: Option<String>,
    /// What links begin with, as https://service.example.com [default: http://<listen>]
    #[arg(long, global = true, env = "HOMEWARD_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// File of the install secret, shared by all copies [default: <data>/secret]
    #[arg(long, global = true, env = "HOMEWARD_SECRET_FILE", value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
    /// Folder of the files of cases, shared by all copies [default: <data>/files]
    #[arg(long, global = true, env = "HOMEWARD_FILES", value_name = "FOLDER")]
    pub files: Option<PathBuf>,
    /// Journal of erasures, one file for all copies [default: <data>/erasures.jsonl]
    #[arg(long, global = true, env = "HOMEWARD_ERASURES", value_name = "FILE")]
    pub erasures: Option<PathBuf>,
    /// The journal that other runs will find named: not the one of this command line.
    #[arg(skip)]
    pub lasting_erasures: Option<PathBuf>,
    /// Witness of this copy of the program: a line for each checkpoint [default: <data>/witness]
    #[arg(long, global = true, env = "HOMEWARD_WITNESS_FILE", value_name = "FILE")]
    pub witness_file: Option<PathBuf>,
    /// Address that each checkpoint is sent to, by POST, as JSON
    #[arg(long, global = true, env = "HOMEWARD_WITNESS_URL", hide_env_values = true, value_name = "URL")]
    pub witness_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, as 10.0.0.0/8
    #[arg(long, global = true, env = "HOMEWARD_TRUSTED_PROXIES", value_name = "NETWORK", value_delimiter = ',')]
    pub trusted_proxies: Vec<IpNet>,
    /// Form of the log on standard error [default: text]
    #[arg(long, global = true, env = "HOMEWARD_LOG_FORMAT", value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// TOML file with any of these options
    #[arg(long, global = true, env = "HOMEWARD_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

#[derive(Subcommand)]
pub enum Command {
    /// Start a small demonstration and serve it until stopped
    Demo {
        /// Keep the demonstration in this folder
        #[arg(long, value_name = "DIR", env = "HOMEWARD_KEEP")]
        keep: Option<PathBuf>,
    },
    /// Serve
    Serve,
    /// Import from a CSV, XLSX or JSONL file; a second run makes no doubles
    Import {
        /// What the rows are
        #[arg(value_parser = import_kind())]
        kind: ImportKind,
        /// The file
        file: PathBuf,
        /// TOML file from their columns to ours
        #[arg(long, value_name = "FILE", env = "HOMEWARD_MAPPING")]
        mapping: Option<PathBuf>,
        /// Check every row, store nothing
        #[arg(long, env = "HOMEWARD_DRY_RUN")]
        dry_run: bool,
    },
    /// Write everything into a folder, in open formats
    Export {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Prove the record; else name the first bad event
    Verify {
        /// Only this case
        #[arg(long, value_name = "NUMBER", env = "HOMEWARD_CASE")]
        case: Option<String>,
        /// A checkpoint that was kept elsewhere must still be there: its number and root
        #[arg(long, value_name = "NUMBER:ROOT", env = "HOMEWARD_SINCE")]
        since: Option<Since>,
        /// Also the text index: it holds the words of each case and no others
        #[arg(long, env = "HOMEWARD_INDEX")]
        index: bool,
    },
    /// Put on record that the forks which verify lists are known and may stand
    AcknowledgeForks {
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: String,
    },
    /// Build lists and search index anew from the record
    Rebuild,
    /// Erase what has had its time by the settings, as the server does every day
    Retention {
        /// Only say what would be erased
        #[arg(long, env = "HOMEWARD_DRY_RUN")]
        dry_run: bool,
    },
    /// Copy everything into one file, while running
    Backup {
        /// The file to make
        file: PathBuf,
    },
    /// Put a backup into an empty place, erase again what --erasures tells, and prove it
    Restore {
        /// The backup
        file: PathBuf,
        #[command(flatten)]
        orders: RestoreOrders,
    },
    /// API tokens
    #[command(subcommand)]
    Token(TokenCommand),
    /// Members of staff
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Check configuration, database, disk and clock; say what to do
    Doctor,
    /// Print the OpenAPI document
    Openapi,
    /// Copy the picture on standard input for showing; the program begins this itself
    #[command(hide = true)]
    PictureCopy,
}

/// What whoever restores has to answer for.
#[derive(Args)]
pub struct RestoreOrders {
    /// There is no journal of erasures: nobody was erased since the backup
    #[arg(long)]
    pub no_erasures: bool,
    /// Make a new install secret; links of complainants and the proof of all that was before are lost
    #[arg(long)]
    pub new_secret: bool,
    /// Restore what is left of a damaged backup, and list what is lost
    #[arg(long)]
    pub despite_damage: bool,
    /// Why it is restored; stands on record [default: the name of the backup]
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// A checkpoint as somebody kept it.
#[derive(Clone, Copy, Debug)]
pub struct Since(pub i64, pub Hash);

impl FromStr for Since {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (number, root) = text.split_once(':')?;
            Some(Self(number.parse().ok()?, Hash::from_hex(root)?))
        };
        read().ok_or("a checkpoint's number, a colon, and its root in 64 hexadecimal digits")
    }
}

/// What an import brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    /// Cases.
    Cases,
    /// Records of a register.
    Records(Noun),
    /// Members of staff: name, email, role.
    Staff,
}

/// What an import can bring, by the word for it, with what is said about it.
fn import_kinds() -> impl Iterator<Item = (&'static str, ImportKind, &'static str)> {
    let records = registers::ALL.into_iter().map(|noun| (noun.name, ImportKind::Records(noun), noun.body.1));
    [("cases", ImportKind::Cases, "Cases")].into_iter().chain(records).chain([(
        "staff",
        ImportKind::Staff,
        "Members of staff: name, email, role",
    )])
}

fn import_kind() -> impl TypedValueParser<Value = ImportKind> {
    let values = import_kinds().map(|(word, _, about)| PossibleValue::new(word).help(about.trim_end_matches('.')));
    PossibleValuesParser::new(values).try_map(|word| {
        let known = import_kinds().find(|(one, ..)| *one == word);
        known.map(|(_, kind, _)| kind).ok_or("no kind of import")
    })
}

#[derive(Subcommand)]
pub enum TokenCommand {
    /// Make a token; it is printed once, alone on the last line
    Create {
        /// What it is for
        #[arg(long, env = "HOMEWARD_TOKEN_NAME")]
        name: String,
        /// As cases:read, cases:write, customers:read, settings:write, or all
        #[arg(long, num_args = 1.., required = true, env = "HOMEWARD_SCOPE", value_delimiter = ',')]
        scope: Vec<String>,
        /// The unit whose cases it sees, and those below it, by its reference; all where none is named
        #[arg(long, env = "HOMEWARD_TOKEN_UNIT")]
        unit: Option<String>,
        /// It ends after so many days; never where none are named
        #[arg(long, value_name = "DAYS", env = "HOMEWARD_TOKEN_DAYS", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
    },
}

#[derive(Subcommand)]
pub enum StaffCommand {
    /// Make a member of staff; prints their one-time link
    Add {
        /// Name as colleagues see it
        #[arg(long, env = "HOMEWARD_STAFF_NAME")]
        name: String,
        /// E-mail address
        #[arg(long, env = "HOMEWARD_STAFF_EMAIL")]
        email: String,
        /// administrator, manager, lead, agent, auditor or on_site
        #[arg(long, default_value = "agent", env = "HOMEWARD_STAFF_ROLE")]
        role: String,
    },
    /// Print a fresh one-time link for a member of staff
    Link {
        /// Their e-mail address
        #[arg(long, env = "HOMEWARD_STAFF_EMAIL")]
        email: String,
        /// First take away their password, second factor and sessions
        #[arg(long)]
        reset: bool,
    },
}
