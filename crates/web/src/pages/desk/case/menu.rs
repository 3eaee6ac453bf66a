//! The menu of a case: the acts that its state and the reader's rights leave, in groups.

use super::super::allowed;
use super::super::shell::Shell;
use super::parts::Link;
use crate::pages::session::SignedIn;
use crate::paths;
use homeward_app::act::{Act, Menu};
use homeward_app::case;
use homeward_app::dossier::Dossier;

/// The menu; what cannot be done yet stands there without a way to it, with why.
pub(super) fn menu(shell: &Shell, signed_in: &SignedIn, dossier: &Dossier) -> Vec<(String, Vec<Link>)> {
    let number = &dossier.view.row.number;
    let link = |act: &Act| {
        let title = shell.t(&format!("act-{}", act.name.replace('_', "-")));
        match allowed::shut(shell, act.name, dossier) {
            None => Link { href: paths::act(number, act.name, None), label: title },
            Some(why) => Link { href: String::new(), label: format!("{title} · {why}") },
        }
    };
    let state = dossier.case();
    let concerns = |act: &Act| state.as_ref().is_none_or(|case| (act.concerns)(case));
    let is_offered = |act: &&Act| signed_in.caller.may(act.scope) && concerns(act);
    let group = |menu: Menu| {
        let links: Vec<Link> = case::in_menu(menu).into_iter().filter(is_offered).map(link).collect();
        (shell.t(menu.title()), links)
    };
    Menu::ALL.into_iter().map(group).filter(|(_, links)| !links.is_empty()).collect()
}
