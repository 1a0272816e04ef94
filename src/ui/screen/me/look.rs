//! The home screen, the colours, and the app itself.

use naptime::{
    link::ToEngine,
    platform::{
        install::{self, Install},
        page,
        theme::Theme,
    },
};
use naptime_view::{prelude::*, task::spawn_local};

use crate::ui::{
    dispatch::{Answer, Attempt},
    kit::{Button, Choice, ChoiceGroup, Copying, ErrorText, Fold},
    strings::words,
};

#[component]
pub fn InstallCard() -> impl IntoView {
    let (words, state) = (words().me, RwSignal::new(install::state()));
    let listener = install::on_change(move |now| {
        state.try_set(now);
    });
    let listener = StoredValue::new_local(listener.ok());
    on_cleanup(move || {
        listener.try_set_value(None);
    });
    let prompt = move |()| {
        spawn_local(async move {
            // Saying no is an answer; the card stays.
            if let Ok(now) = install::prompt().await {
                state.try_set(now);
            }
        });
    };
    let inside = move || match state.get() {
        Install::Installed => view! { <p>{words.installed}</p> }.into_any(),
        Install::Offered => view! {
            <p class="muted">{words.install_lead}</p>
            <Button label=words.install_now.to_owned() on_press=prompt />
        }
        .into_any(),
        Install::ByHand => view! { <p class="muted">{words.install_lead}" "{words.install_menu}</p> }.into_any(),
    };
    view! {
        <section class="card">
            <h2>{words.install}</h2>
            {inside}
        </section>
    }
}

#[component]
pub fn ThemeChoice() -> impl IntoView {
    let words = words().me;
    let chosen = RwSignal::new(value(Theme::chosen()).to_owned());
    let choices = vec![
        Choice::new("system", words.theme_system, ""),
        Choice::new("light", words.theme_light, ""),
        Choice::new("dark", words.theme_dark, ""),
    ];
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            // A theme that cannot be kept is shown all the same.
            theme(&now).choose().ok();
        }
        now
    });
    view! { <ChoiceGroup name="theme" legend=words.theme choices chosen /> }
}

fn value(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "system",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn theme(value: &str) -> Theme {
    match value {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::System,
    }
}

/// Version, and a text for whoever helps.
#[component]
pub fn About() -> impl IntoView {
    let (words, attempt, text) = (words().me, Attempt::new(), RwSignal::new(None::<String>));
    let show = move |()| {
        attempt.ask(ToEngine::Diagnose, move |answer| {
            if let Answer::Text(answer) = answer {
                text.set(Some(answer));
            }
        });
    };
    view! {
        <Fold head=words.about.into_any()>
                <dl class="facts"><div><dt>{words.version}</dt><dd>{page::meta("naptime-version")}</dd></div></dl>
                <h3>{words.diagnostics}</h3>
                <p class="muted">{words.diagnostics_lead}</p>
                {move || text.get().map(diagnostics)}
                <ErrorText text=Signal::derive(move || attempt.words()) />
                <Button label=words.diagnostics_show.to_owned() on_press=show is_busy=attempt.is_running() />
        </Fold>
    }
}

/// All of it in sight before it is handed on.
fn diagnostics(text: String) -> AnyView {
    let copying = Copying::of(text.clone());
    view! {
        <pre class="link-text plain-text">{text}</pre>
        {copying.button(words().copying.copy)}
        {copying.by_hand()}
    }
    .into_any()
}
