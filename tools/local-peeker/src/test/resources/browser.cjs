// Drives a headless Chromium for the tests: reads one JSON object per line, {command, …}, runs the code with
// Playwright's `page` and writes one JSON object per line, {value} or {error}.
const { chromium } = require(process.env.PLAYWRIGHT_CORE);
const AsyncFunction = (async () => {}).constructor;
const problems = [];

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  let page = null;
  const commands = {
    async open({ url, options }) {
      if (page) await page.context().close();
      problems.length = 0;
      page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(20000);
      page.on('console', message => { if (['error', 'warning'].includes(message.type())) problems.push(message.text()); });
      page.on('pageerror', error => problems.push(String(error)));
      page.on('request', request => {
        if (!request.url().startsWith(new URL(url).origin + '/')) problems.push('Request to ' + request.url());
      });
      await page.goto(url);
    },
    async run({ code, argument }) {
      return new AsyncFunction('page', 'argument', code)(page, argument);
    },
    async problems() {
      return problems;
    }
  };
  console.log(JSON.stringify({ value: 'ready' }));
  for await (const line of require('readline').createInterface({ input: process.stdin })) {
    const { command, ...rest } = JSON.parse(line);
    let result;
    try {
      result = { value: (await commands[command](rest)) ?? null };
    } catch (error) {
      result = { error: String(error) };
    }
    console.log(JSON.stringify(result));
  }
  await browser.close();
}
main().catch(error => {
  console.log(JSON.stringify({ error: String(error) }));
  process.exit(1);
});
