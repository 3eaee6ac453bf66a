//! Real databases, a test application and builders for tests.

mod acts;
pub mod cluster;
mod data;
mod place;
mod placed;
mod rebuilt;
mod test_app;

pub use acts::act;
pub use data::shared_data;
pub use placed::placed;
pub use test_app::{Backend, TestApp, complaint};

/// The variable with the address of the PostgreSQL server for tests, set by
/// `cargo xtask test`.
pub const POSTGRES_VARIABLE: &str = "HOMEWARD_TEST_POSTGRES";

/// Tells one story on both databases. Each test gets a fresh, empty one.
#[macro_export]
macro_rules! on_both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {
        mod stories {
            use super::*;
            $($(#[$meta])* pub async fn $name($app: $crate::TestApp) $body)+
        }
        mod on_sqlite {
            $(#[test] fn $name() { $crate::Backend::Sqlite.run(super::stories::$name); })+
        }
        mod on_postgres {
            $(#[test] fn $name() { $crate::Backend::Postgres.run(super::stories::$name); })+
        }
    };
}
