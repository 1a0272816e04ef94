// Run only by browsers that know no modules, and so none of the app: says that this one is too old.
document.querySelector('[data-boot="old"]').removeAttribute('hidden');
