import { app } from './app.ts';
import { cohorts } from './cohorts.ts';
import { customerValue } from './customer-value.ts';
import { customers } from './customers.ts';
import { definitions } from './definitions.ts';
import { errors } from './errors.ts';
import { imports } from './imports.ts';
import { lifetimeValue } from './lifetime-value.ts';
import { overview } from './overview.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { segments } from './segments.ts';

export const messages = { app, imports, errors, definitions, overview, cohorts, customers, report, rules, segments, lifetimeValue, customerValue };
