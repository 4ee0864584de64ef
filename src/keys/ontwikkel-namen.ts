/** Common name of the development root; production trusts no root of this name. */
export const ONTWIKKEL_ROOT = 'Knooppunt ONTWIKKEL Root';

/** Common name of the development intermediate. */
export const ONTWIKKEL_TUSSEN = 'Knooppunt ONTWIKKEL Intermediate';
