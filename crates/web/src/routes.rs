//! Routes with a table of their paths, from which the matrix of rights is computed:
//! a route that nobody judged cannot be added unseen.

use crate::state::Web;
use axum::Router;
use axum::routing::MethodRouter;

/// Routes of a part of the program.
#[derive(Default)]
pub struct Routes {
    router: Router<Web>,
    paths: Vec<String>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Routes that were put together elsewhere, with their paths.
    pub fn of(router: Router<Web>, paths: impl IntoIterator<Item = String>) -> Self {
        Self { router, paths: paths.into_iter().collect() }
    }

    /// The same with one more.
    pub fn route(mut self, path: &str, how: MethodRouter<Web>) -> Self {
        self.paths.push(path.to_owned());
        Self { router: self.router.route(path, how), ..self }
    }

    /// The same with those of another part.
    pub fn merge(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        Self { router: self.router.merge(other.router), ..self }
    }

    /// The same behind something that stands before all of them.
    pub fn behind(self, how: impl FnOnce(Router<Web>) -> Router<Web>) -> Self {
        Self { router: how(self.router), ..self }
    }

    /// What serves them, and their paths.
    pub fn into_parts(self) -> (Router<Web>, Vec<String>) {
        (self.router, self.paths)
    }
}
