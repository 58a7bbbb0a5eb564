export const app = {
  notice: {
    exported: 'The report was saved as “{{name}}”.',
    engineRestarted: 'The part of Tenure that calculates stopped and was started again. Your project is intact; everything on screen is being calculated anew.',
  },
};
