r"""agentreg: version control that understands agent definitions.

The library takes values and returns values: it never prints, and reads neither the environment nor the home
folder. The folders are the pipeline; imports run against the flow (see ARCHITECTURE.md):

    sources -> formats -> index
       |          |         |
      git       model     diff -> rules -> review -> report
                            \                 |
                             merge -> variants -> sync
"""

__version__ = "0.1.0"
