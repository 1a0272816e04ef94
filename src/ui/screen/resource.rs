//! Where to find more: what it is, who made it, and what it asks for in return.

use naptime_course::model::{Cost, Resource};
use naptime_view::prelude::*;

use crate::ui::{course::Course, strings::words};

pub fn resources(resources: &[Resource]) -> AnyView {
    let rows: Vec<_> = resources.iter().map(resource).collect();
    view! {
        <section class="stack" data-gap="small">
            <h3>{words().lesson.more}</h3>
            <ul class="stack" data-gap="small">{rows}</ul>
        </section>
    }
    .into_any()
}

/// A resource with its provider, licence, cost and size.
pub fn resource(resource: &Resource) -> AnyView {
    let words = words().lesson;
    let cost = match resource.cost {
        Cost::Free => words.free,
        Cost::FreeWithAccount => words.free_with_account,
        Cost::Paid => words.paid,
    };
    let title = resource.title.clone();
    let lang = expect_context::<Course>().language();
    let name = match &resource.url {
        Some(url) => view! { <a href=url.as_str().to_owned() target="_blank" rel="noreferrer">{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let mut facts = words.resource(&resource.provider, &resource.licence, cost);
    if let Some(bytes) = resource.bytes {
        facts.push_str(" · ");
        facts.push_str(&words.size(bytes / 1_000));
    }
    view! { <li><p lang=lang>{name}</p><p class="small muted">{facts}</p></li> }.into_any()
}
