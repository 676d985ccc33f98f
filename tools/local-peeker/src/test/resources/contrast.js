// The lowest contrast of a text color and a background color of the page, by the formula of WCAG.
return page.evaluate(() => {
  const style = getComputedStyle(document.documentElement);
  const luminance = name => {
    const hex = style.getPropertyValue('--' + name).trim();
    const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  return Math.min(...['text', 'muted', 'accent', 'good', 'warn', 'bad'].flatMap(text =>
    ['page', 'panel', 'selected'].map(back => contrast(luminance(text), luminance(back)))));
});
