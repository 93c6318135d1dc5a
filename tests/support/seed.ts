// Owns the seed of the property tests: at home every run looks somewhere new; in CI (CI=true) every run looks at the
// same, so that what lands does not depend on luck. A failure prints its seed either way.

import fc from "fast-check";

const CI_SEED = 20_261_124;

if (process.env["CI"] === "true") fc.configureGlobal({ seed: CI_SEED });
