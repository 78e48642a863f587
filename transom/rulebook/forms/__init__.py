"""The application form: its questions, which of them are asked, and whether the answers will do."""

from transom.rulebook.forms.fields import Checked, Field, Form, Option, Page

__all__ = ["Checked", "Field", "Form", "Option", "Page"]
