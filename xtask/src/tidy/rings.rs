//! Files of one crate that know each other in a ring can be read, changed or left out
//! only together. A module and what is inside it are one room. Where the folders of a
//! crate stand in layers, they know each other in no ring either.

use super::sources;
use anyhow::{Context as _, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use syn::visit::{self, Visit};

/// Crates that may not have any.
const WITHOUT: &[&str] = &["domain", "store", "app", "worker", "web", "homeward", "testkit", "bench"];

/// Folders of a crate that may not know each other, so that one can be left out.
const APART: &[(&str, &str, &str)] = &[("web", "api", "pages")];

/// Those of them whose folders stand in layers.
const IN_LAYERS: &[&str] = &["app"];

type Module = Vec<String>;

/// Every ring of the crates that may not have one.
pub fn findings(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for name in WITHOUT {
        let arrows = arrows(&root.join("crates").join(name).join("src"))?;
        findings.extend(rings(&arrows).iter().map(|ring| said("ring", name, ring)));
        if IN_LAYERS.contains(name) {
            findings.extend(rings(&between_folders(&arrows)).iter().map(|ring| said("ring of folders", name, ring)));
        }
        for (_, one, other) in APART.iter().filter(|(of, ..)| of == name) {
            findings.extend(met(&arrows, one, other).map(|met| format!("crates/{name}: {met}")));
        }
    }
    Ok(findings)
}

/// Where files of two folders know each other.
fn met(arrows: &BTreeMap<Module, BTreeSet<Module>>, one: &str, other: &str) -> impl Iterator<Item = String> {
    let is_of = |module: &Module, folder: &str| module.first().is_some_and(|first| first == folder);
    let met = move |from: &Module, to: &Module| {
        (is_of(from, one) && is_of(to, other)) || (is_of(from, other) && is_of(to, one))
    };
    let pairs = arrows.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to)));
    pairs
        .filter(move |(from, to)| met(from, to))
        .map(|(from, to)| format!("{} and {} stand apart", from.join("::"), to.join("::")))
}

fn said(what: &str, name: &str, ring: &BTreeSet<&Module>) -> String {
    let modules: Vec<String> = ring.iter().map(|module| module.join("::")).collect();
    format!("crates/{name} has a {what}: {}", modules.join(", "))
}

/// From each folder of a crate to those that its files name.
fn between_folders(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeMap<Module, BTreeSet<Module>> {
    let folder = |module: &Module| module.iter().take(1).cloned().collect::<Module>();
    let mut between: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (from, all) in arrows {
        let others = all.iter().map(folder).filter(|to| *to != folder(from));
        between.entry(folder(from)).or_default().extend(others);
    }
    between
}

/// From each module to those that its file names.
fn arrows(source: &Path) -> Result<BTreeMap<Module, BTreeSet<Module>>> {
    let mut files = BTreeMap::new();
    for file in sources::below(source)? {
        let text = fs::read_to_string(&file)?;
        let parsed = syn::parse_file(&text).with_context(|| format!("{} does not parse", file.display()))?;
        files.insert(module(source, &file), parsed);
    }
    let known: BTreeSet<Module> = files.keys().cloned().collect();
    let from = |(me, file): (&Module, &syn::File)| {
        let mut named = Named { me, paths: Vec::new() };
        named.visit_file(file);
        let paths = named.paths.into_iter();
        let to = paths.filter_map(|path| (1..=path.len()).rev().find_map(|n| known.get(&path[..n]).cloned()));
        let is_other = |to: &Module| !me.starts_with(to) && !to.starts_with(me);
        (me.clone(), to.filter(is_other).collect())
    };
    Ok(files.iter().map(from).collect())
}

fn module(source: &Path, file: &Path) -> Module {
    let inside = file.strip_prefix(source).unwrap_or(file).with_extension("");
    let parts = inside.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| !matches!(part.as_str(), "mod" | "lib" | "main")).collect()
}

/// Collects the paths of the crate that a file names, tests aside.
struct Named<'a> {
    me: &'a Module,
    paths: Vec<Module>,
}

impl Named<'_> {
    fn name(&mut self, path: &[String]) {
        let mut at = match path.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super" | "self") => self.me.clone(),
            _ => return,
        };
        let skip = usize::from(path[0] != "super");
        for part in &path[skip..] {
            if part == "super" {
                at.pop();
            } else {
                at.push(part.clone());
            }
        }
        self.paths.push(at);
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let and = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&and(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.name(&and(&name.ident)),
            syn::UseTree::Rename(name) => self.name(&and(&name.ident)),
            syn::UseTree::Glob(_) => self.name(before),
            syn::UseTree::Group(group) => group.items.iter().for_each(|one| self.tree(before, one)),
        }
    }
}

impl<'ast> Visit<'ast> for Named<'_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.name(&parts);
        visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        // What stands inside a file beside it are its tests.
        if item.content.is_none() {
            visit::visit_item_mod(self, item);
        }
    }
}

/// Modules that reach each other, each group once.
fn rings(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> Vec<BTreeSet<&Module>> {
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        arrows.keys().map(|module| (module, reached_from(arrows, module))).collect();
    let mut rings: Vec<BTreeSet<&Module>> = Vec::new();
    for (module, there) in &reached {
        let back = there.iter().filter(|other| reached.get(*other).is_some_and(|here| here.contains(module)));
        let ring: BTreeSet<&Module> = back.copied().collect();
        if ring.len() > 1 && !rings.contains(&ring) {
            rings.push(ring);
        }
    }
    rings
}

fn reached_from<'a>(arrows: &'a BTreeMap<Module, BTreeSet<Module>>, module: &Module) -> BTreeSet<&'a Module> {
    let (mut reached, mut open) = (BTreeSet::new(), vec![module]);
    while let Some(next) = open.pop() {
        for to in arrows.get(next).into_iter().flatten() {
            if reached.insert(to) {
                open.push(to);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &[&str]) -> (Module, BTreeSet<Module>) {
        (vec![from.to_owned()], to.iter().map(|one| vec![(*one).to_owned()]).collect())
    }

    #[test]
    fn those_who_reach_each_other_are_a_ring_and_those_who_only_know_one_are_not() {
        let arrows = [arrow("a", &["b"]), arrow("b", &["c"]), arrow("c", &["b"]), arrow("d", &["a"])].into();
        let found = rings(&arrows);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0], [vec!["b".to_owned()], vec!["c".to_owned()]].iter().collect());
    }

    #[test]
    fn folders_know_each_other_by_their_files() {
        let module = |path: &str| path.split("::").map(str::to_owned).collect::<Module>();
        let arrow = |from: &str, to: &str| (module(from), [module(to)].into());
        let arrows = [arrow("a::x", "b::x"), arrow("b::y", "a::y"), arrow("c", "a::x"), arrow("b::z", "b::x")].into();
        assert!(rings(&arrows).is_empty());
        assert_eq!(rings(&between_folders(&arrows)), [[module("a"), module("b")].iter().collect()]);
    }

    #[test]
    fn paths_lead_from_where_they_stand() {
        let me = vec!["case".to_owned(), "plans".to_owned()];
        let file = syn::parse_str("use super::{draft::Draft, state as s}; fn f() { crate::time::now() }").unwrap();
        let mut named = Named { me: &me, paths: Vec::new() };
        named.visit_file(&file);
        let written: Vec<String> = named.paths.iter().map(|path| path.join("::")).collect();
        assert_eq!(written, ["case::draft::Draft", "case::state", "time::now"]);
    }
}
