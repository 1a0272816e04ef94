//! Where she left each screen since the app was opened: going back leads there, and not to its top.

use naptime::platform::{page, scroll};

use crate::ui::route::Route;

/// More screens than anybody goes back through.
const LEFT_MAX: usize = 20;

/// Which way she goes from screen to screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To something else: it is read from its top.
    On,
    /// Back to where she was.
    Back,
}

/// Where she was on a screen when she went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// How many pixels down.
    pub pixels: i32,
    /// Its address, with what she had asked there.
    address: String,
    /// Where she went: a link that leads there is the one she took.
    to: Route,
}

/// The screens she left, the last one last, and the place she is on her way to.
#[derive(Clone, Debug, Default)]
pub struct Left {
    spots: Vec<(Route, Spot)>,
    returning: Option<Spot>,
    /// Which way she went last.
    way: Option<Way>,
}

impl Left {
    /// She goes from an address to a screen. A lesson may by now be at another step than it was opened at: its address says.
    pub fn turn(&mut self, from: String, to: &Route, way: Way) {
        self.way = Some(way);
        self.returning = match way {
            Way::On => None,
            Way::Back => self.spot(to).cloned(),
        };
        if way == Way::On {
            let path = from.split('#').next().unwrap_or_default();
            let screen = Route::parse(path);
            self.spots.retain(|(route, _)| *route != screen);
            self.spots.push((screen, Spot { pixels: scroll::pixels(), address: from, to: to.clone() }));
            let too_many = self.spots.len().saturating_sub(LEFT_MAX);
            self.spots.drain(..too_many);
        }
    }

    /// Where a screen was when she left it: she may have asked something there.
    pub fn address(&self, of: &Route) -> Option<String> {
        self.spot(of).map(|spot| spot.address.clone())
    }

    /// The screen she comes from, where that is the one above: an answer under "I'm stuck on…" leads back to her question, and
    /// the question to Today if she asked it there.
    pub fn above(&self, shown: &Route) -> Option<Route> {
        let leads_here = |to: &Route| to == shown || (to.lesson().is_some() && to.lesson() == shown.lesson());
        match (self.spots.iter().rfind(|(_, spot)| leads_here(&spot.to)), shown) {
            (Some((from @ Route::Stuck, _)), _) | (Some((from @ Route::Today, _)), Route::Stuck) => Some(from.clone()),
            _ => None,
        }
    }

    fn spot(&self, of: &Route) -> Option<&Spot> {
        self.spots.iter().find(|(route, _)| route == of).map(|(_, spot)| spot)
    }

    /// Whether she went back to the screen that is shown.
    pub fn is_back(&self) -> bool {
        self.way == Some(Way::Back)
    }

    /// Where the screen that is shown now is to stand, if she came back to it.
    pub fn take_returning(&mut self) -> Option<Spot> {
        self.returning.take()
    }
}

impl Spot {
    /// Gives the link she took the focus again; a screen that has none any more is read from its heading.
    pub fn focus(&self) {
        let link = ["main a[href=\"", &self.to.path(), "\"]"].concat();
        if !page::give_focus(&link) {
            page::focus_on("h1");
        }
    }
}
