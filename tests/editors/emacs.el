;;; emacs.el --- What a person does in Emacs, one step after another -*- lexical-binding: t -*-
;; The result is written as JSON to $RESULT.  Every wait is for a state, never for a time.
(require 'cl-lib)
(require 'json)
(require 'eglot)
(require 'flymake)
(require 'markdown-mode)

(defvar seen nil "What was seen, an alist.")
(defvar hover nil "What the server said of the name at point.")

(defun note (key value) (push (cons key value) seen))

(defun repeats ()
  "The diagnostic that the test is about, where it shows."
  (cl-find-if (lambda (each) (string-match-p "GP101" (flymake-diagnostic-text each))) (flymake-diagnostics)))

(defun place-cursor (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun open-plan ()
  (find-file "docs/plans/reminders.md")
  (note 'mode (symbol-name major-mode))
  ;; In a timer the hook after a command does not run by itself; it is what connects.
  (run-hooks 'post-command-hook))

(defun ask-for-hover ()
  (note 'diagnostic (flymake-diagnostic-text (repeats)))
  (place-cursor "model.Patient")
  (eglot-hover-eldoc-function (lambda (text &rest _) (setq hover (substring-no-properties text)))))

(defun apply-fix ()
  (note 'hover hover)
  (goto-char (flymake-diagnostic-beg (repeats)))
  ;; As if a key had been pressed: otherwise eglot opens a menu for the mouse.
  (let ((last-nonmenu-event ?\r))
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt offered &rest _)
                 (let ((titles (mapcar (lambda (each) (if (consp each) (car each) each)) offered)))
                   (or (cl-find-if (lambda (title) (string-prefix-p "Rewrite as an extension" title)) titles)
                       (error "Not offered; but %S" titles))))))
      (call-interactively #'eglot-code-actions))))

(defun follow-definition ()
  (note 'fixed (buffer-substring-no-properties (point-min) (point-max)))
  (place-cursor "model.Patient")
  (call-interactively #'xref-find-definitions))

(defun note-definition ()
  (note 'definition (list (cons 'file (file-relative-name buffer-file-name (getenv "WORKSPACE")))
                          (cons 'line (buffer-substring-no-properties (line-beginning-position) (line-end-position))))))

(defvar steps
  (list (list "Emacs" (lambda () t) #'open-plan)
        (list "the diagnostic" #'repeats #'ask-for-hover)
        (list "the hover" (lambda () hover) #'apply-fix)
        (list "the fix" (lambda () (not (repeats))) #'follow-definition)
        (list "the definition" (lambda () (equal (file-name-nondirectory (or buffer-file-name "")) "base.go"))
              #'note-definition))
  "What is waited for, how it is recognised, and what is done then.")

(defvar since (float-time) "When the last step was taken.")

(defun finish ()
  (let ((coding-system-for-write 'utf-8))
    (with-temp-file (getenv "RESULT") (insert (json-encode seen))))
  (kill-emacs))

(defvar stepping nil "Whether a step is being taken: while it waits for an answer, timers run.")

(defun advance ()
  "Take the next step when its state has come."
  (unless stepping
    (let ((stepping t))
      (with-current-buffer (window-buffer (selected-window))
        (condition-case problem
            (pcase-let ((`(,what ,reached ,act) (car steps)))
              (cond ((funcall reached)
                     (setq since (float-time))
                     (pop steps)
                     (funcall act))
                    ((> (- (float-time) since) (string-to-number (getenv "PATIENCE")))
                     (error "Waited in vain for %s" what))))
          (error (note 'problem (error-message-string problem))
                 (setq steps nil))))
      (unless steps (finish)))))

;; In timers, not in one long command: what eglot sends of a change, it sends when Emacs is idle.
(run-with-timer 0 0.05 #'advance)
