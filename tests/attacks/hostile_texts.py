"""Hostile texts, as upstream might send them in any field."""

MARK = (
    "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>"
    "{{7*7}}{% now %}\u2028\r\nX-Injected: 1"
)
CONSTRUCTS = [
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<div hx-get="/e/demo/sign-out/" hx-trigger="load">x</div>',
    '<button hx-post="/e/demo/w/11655/join/">x</button>',
    '<div data-hx-get="/">x</div>',
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<math><mtext><script>1</script>",
    "<template><script>1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=1>'>",
    "<style>*{display:none}</style>",
    '<p style="position:fixed">x</p>',
    '<p id="post-form">x</p>',
    '<p class="notice">x</p>',
    '<button form="post-form">x</button>',
    "<form action=/><input name=a>",
    '<iframe src="https://evil.example"></iframe>',
    "<object data=x></object>",
    "<embed src=x>",
    '<link rel="stylesheet" href="//evil.example">',
    '<meta http-equiv="refresh" content="0;url=//e">',
    '<base href="//evil.example">',
    '<img src="http://evil.example/x.png">',
    "<!--><script>1</script>-->",
    "<scr<script>ipt>alert(1)</script>",
    "<p onmouseover=alert(1)>x",
    '<a href="//evil.example">x</a>',
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
]
