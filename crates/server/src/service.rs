//! stub
use crate::{hub::Hub,log::Counters,nonce::Nonces,limits::Limits};
use std::sync::Arc;
pub(crate) struct Service<S>{store:S}
impl<S> Service<S>{ pub(crate) fn new(store:S,_:Nonces,_:Arc<Hub>,_:Arc<Counters>,_:&Limits)->Self{Self{store}} pub(crate) fn store(&self)->&S{&self.store}}
