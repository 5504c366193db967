import fc from 'fast-check';

/** The same samples on every machine; another seed looks at others: `SEED=7 npm test`. */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED ?? 20_261_122) });
