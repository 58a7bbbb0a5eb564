export const cohorts = {};
