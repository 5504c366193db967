import { writeFileSync } from 'node:fs';
import ts from 'typescript';
import { absolute, compilerOptions, descriptionsFile, descriptionsText, inputs } from './descriptions.js';

const files = Object.values(inputs).map(({ file }) => absolute(file));
writeFileSync(descriptionsFile, descriptionsText(ts.createProgram(files, compilerOptions())));
