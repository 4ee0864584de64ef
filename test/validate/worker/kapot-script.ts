/** A script that does not load. */
throw new Error('Schema iwmo/3.2/WMO305.xsd, regel 3: proef.');
