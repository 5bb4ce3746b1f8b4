-- What a person does in Neovim, one step after another; the result is written as JSON to $RESULT.
-- Every wait is for a state, never for a time; one that does not come ends the run with its name.
local steps = {}

local function wait_for(what, reached)
  if not vim.wait(tonumber(vim.env.PATIENCE) * 1000, reached, 20) then
    error(('waited in vain for %s; log: %s'):format(what, vim.lsp.get_log_path()))
  end
end

local function codes()
  return vim.tbl_map(function(diagnostic) return diagnostic.code end, vim.diagnostic.get(0))
end

local function place_cursor(text)
  vim.fn.cursor(1, 1)
  assert(vim.fn.search(text, 'cW') > 0, 'no such text: ' .. text)
end

local function choose(title)
  vim.ui.select = function(items, options, on_choice)
    for _, item in ipairs(items) do
      if (options.format_item and options.format_item(item) or item):find(title, 1, true) then
        return on_choice(item)
      end
    end
    error('not offered: ' .. title)
  end
end

local function run()
  vim.cmd('edit docs/plans/reminders.md')
  steps.filetype = vim.bo.filetype
  wait_for('the diagnostic', function() return vim.tbl_contains(codes(), 'GP101') end)
  local first = vim.tbl_filter(function(found) return found.code == 'GP101' end, vim.diagnostic.get(0))[1]
  steps.diagnostic = { line = first.lnum, message = first.message }

  place_cursor('model.Patient')
  vim.lsp.buf.hover()
  local window
  wait_for('the hover', function()
    window = vim.tbl_filter(function(each) return vim.api.nvim_win_get_config(each).relative ~= '' end,
      vim.api.nvim_list_wins())[1]
    return window ~= nil
  end)
  steps.hover = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true)
  vim.api.nvim_win_close(window, true)

  place_cursor('VisitReminder')
  choose('Rewrite as an extension')
  vim.lsp.buf.code_action()
  wait_for('the fix', function() return not vim.tbl_contains(codes(), 'GP101') end)
  steps.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, true)
  vim.cmd('silent undo')
  wait_for('the diagnostic after undo', function() return vim.tbl_contains(codes(), 'GP101') end)
  vim.cmd('silent write')

  -- This Neovim watches no files: the server sees the change by itself.
  local model = io.open('model/visit.go', 'r')
  local code = model:read('*a')
  model:close()
  model = io.open('model/visit.go', 'w')
  model:write((code:gsub('type Visit struct {.-\n}', 'type Visit struct{ Closed bool }')))
  model:close()
  wait_for('the type to be a different one', function() return not vim.tbl_contains(codes(), 'GP101') end)

  place_cursor('model.Patient')
  vim.lsp.buf.definition()
  wait_for('the definition', function() return vim.fn.expand('%:t') == 'base.go' end)
  steps.definition = { file = vim.fn.fnamemodify(vim.fn.expand('%'), ':.'), line = vim.fn.getline('.') }
end

local ok, problem = xpcall(run, debug.traceback)
steps.problem = not ok and tostring(problem) or nil
local result = io.open(vim.env.RESULT, 'w')
result:write(vim.fn.json_encode(steps))
result:close()
vim.cmd('qall!')
