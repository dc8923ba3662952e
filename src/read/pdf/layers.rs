//! Optional content: layers that a viewer does not show.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, ObjRef, Object, ObjectIdentifier};
use rustc_hash::FxHashSet;

/// Which layers are off when the file is opened.
#[derive(Default)]
pub(super) struct Layers {
    off: FxHashSet<ObjectIdentifier>,
}

impl Layers {
    pub fn new(pdf: &Pdf) -> Self {
        Self::read(pdf).unwrap_or_default()
    }

    fn read(pdf: &Pdf) -> Option<Self> {
        let xref = pdf.xref();
        let root = xref.get::<Dict<'_>>(xref.root_id())?;
        let properties = root.get::<Dict<'_>>("OCProperties")?;
        let config = properties.get::<Dict<'_>>("D")?;
        let mut off = FxHashSet::default();
        if config.get::<Name<'_>>("BaseState").as_deref() == Some(b"OFF".as_slice()) {
            off.extend(references(&properties, "OCGs"));
            for id in references(&config, "ON") {
                off.remove(&id);
            }
        }
        off.extend(references(&config, "OFF"));
        Some(Self { off })
    }

    /// Whether what stands under the `key` of `holder` (a group, or a membership dictionary) is off.
    pub fn hides(&self, holder: &Dict<'_>, key: &[u8]) -> bool {
        if self.off.is_empty() {
            return false;
        }
        if let Some(reference) = holder.get_ref(key)
            && self.off.contains(&reference.into())
        {
            return true;
        }
        let Some(group) = holder.get::<Dict<'_>>(key) else {
            return false;
        };
        if !group.contains_key("OCGs") {
            return false;
        }
        self.hides_members(&group)
    }

    fn hides_members(&self, membership: &Dict<'_>) -> bool {
        let members: Vec<bool> = match membership.get_ref("OCGs") {
            Some(one) if self.off.contains(&one.into()) => vec![true],
            _ => references(membership, "OCGs")
                .map(|id| self.off.contains(&id))
                .collect(),
        };
        if members.is_empty() {
            return false;
        }
        let all_off = members.iter().all(|off| *off);
        let any_off = members.iter().any(|off| *off);
        match membership.get::<Name<'_>>("P").as_deref() {
            Some(b"AllOn") => any_off,
            Some(b"AnyOff") => !any_off,
            Some(b"AllOff") => !all_off,
            _ => all_off,
        }
    }
}

fn references<'a>(dict: &Dict<'a>, key: &str) -> impl Iterator<Item = ObjectIdentifier> + 'a {
    let array = dict.get::<Array<'a>>(key).unwrap_or_default();
    array
        .raw_iter()
        .filter_map(|item: hayro_syntax::object::MaybeRef<Object<'a>>| item.as_obj_ref())
        .map(|reference: ObjRef| reference.into())
}
