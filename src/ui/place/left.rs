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
    /// Where she went: a link that leads there is the one she took.
    to: String,
}

/// The screens she left, the last one last, and the place she is on her way to.
#[derive(Clone, Debug, Default)]
pub struct Left {
    spots: Vec<(Route, Spot)>,
    returning: Option<Spot>,
}

impl Left {
    /// She goes from one screen to another.
    pub fn turn(&mut self, from: &Route, to: &Route, way: Way) {
        self.returning = match way {
            Way::On => None,
            Way::Back => self.spots.iter().find(|(route, _)| route == to).map(|(_, spot)| spot.clone()),
        };
        if way == Way::On {
            self.spots.retain(|(route, _)| route != from);
            self.spots.push((from.clone(), Spot { pixels: scroll::pixels(), to: to.path() }));
            let too_many = self.spots.len().saturating_sub(LEFT_MAX);
            self.spots.drain(..too_many);
        }
    }

    /// Where the screen that is shown now is to stand, if she came back to it.
    pub fn take_returning(&mut self) -> Option<Spot> {
        self.returning.take()
    }
}

impl Spot {
    /// Gives the link she took the focus again; a screen that has none any more is read from its heading.
    pub fn focus(&self) {
        let link = ["main a[href=\"", &self.to, "\"]"].concat();
        if !page::give_focus(&link) {
            page::focus_on("h1");
        }
    }
}
