<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>Find a co&amp;mmand…</source>
        <translation>查找命令(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>用户指南(&amp;U)</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Gouji</source>
        <translation>关于勾稽(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Recent sto&amp;res</source>
        <translation>最近打开的库(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审核(&amp;R)</translation>
    </message>
    <message>
        <source>Proposa&amp;ls</source>
        <translation>建议(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Import files…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Import &amp;folder…</source>
        <translation>导入文件夹(&amp;D)…</translation>
    </message>
    <message>
        <source>Ne&amp;w store…</source>
        <translation>新建库(&amp;W)…</translation>
    </message>
    <message>
        <source>Open &amp;store…</source>
        <translation>打开库(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Backups…</source>
        <translation>备份(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Export &amp;corrections…</source>
        <translation>导出更正包(&amp;C)…</translation>
    </message>
    <message>
        <source>Import correc&amp;tions or a workbook…</source>
        <translation>导入更正包或工作簿(&amp;T)…</translation>
    </message>
    <message>
        <source>Corrections &amp;kept for reports to come…</source>
        <translation>寄存的更正(&amp;K)…</translation>
    </message>
    <message>
        <source>Settin&amp;gs…</source>
        <translation>设置(&amp;G)…</translation>
    </message>
    <message>
        <source>Ot&amp;her names of the agency…</source>
        <translation>本机关的其他名称(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Restore &amp;machine reading</source>
        <translation>恢复机读值(&amp;M)</translation>
    </message>
    <message>
        <source>A&amp;gency, year and date…</source>
        <translation>机关、年度与日期(&amp;G)…</translation>
    </message>
    <message>
        <source>Parts of the &amp;area…</source>
        <translation>所属单位(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Next problem</source>
        <translation>下一个问题(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous problem</source>
        <translation>上一个问题(&amp;P)</translation>
    </message>
    <message>
        <source>Next &amp;report</source>
        <translation>下一份报告(&amp;R)</translation>
    </message>
    <message>
        <source>Previous rep&amp;ort</source>
        <translation>上一份报告(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Search the library</source>
        <translation>搜索报告库(&amp;S)</translation>
    </message>
    <message>
        <source>Next p&amp;ane</source>
        <translation>下一个窗格(&amp;A)</translation>
    </message>
    <message>
        <source>Previous pan&amp;e</source>
        <translation>上一个窗格(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Take the first proposal</source>
        <translation>采纳第一条建议(&amp;T)</translation>
    </message>
    <message>
        <source>Take proposal {number}</source>
        <translation>采纳第 {number} 条建议</translation>
    </message>
    <message>
        <source>&amp;Source says so</source>
        <translation>原文如此(&amp;S)</translation>
    </message>
    <message>
        <source>Rule does not appl&amp;y</source>
        <translation>规则不适用(&amp;Y)</translation>
    </message>
    <message>
        <source>To as&amp;k</source>
        <translation>待询问(&amp;K)</translation>
    </message>
    <message>
        <source>Back to the p&amp;roblem</source>
        <translation>返回当前问题(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Confirm as read</source>
        <translation>确认无误(&amp;C)</translation>
    </message>
    <message>
        <source>This ta&amp;ble is checked</source>
        <translation>本表已核对(&amp;B)</translation>
    </message>
    <message>
        <source>E&amp;ffort…</source>
        <translation>工作量(&amp;F)…</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Cl&amp;ose the pane with the keyboard</source>
        <translation>收起键盘所在的窗格(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>“{text}” is neither a number nor one of / — 无.</source>
        <translation>“{text}”不是数字，也不是 /、—、无。</translation>
    </message>
    <message>
        <source>The unit is 万元 or 元, or nothing.</source>
        <translation>单位只能是万元或元，或不填。</translation>
    </message>
    <message>
        <source>“{text}” holds more than one number.</source>
        <translation>“{text}”含有不止一个数字。</translation>
    </message>
    <message>
        <source>The unit {unit} does not belong into this cell.</source>
        <translation>这一格不用单位“{unit}”。</translation>
    </message>
    <message>
        <source>The store is open for reading only.</source>
        <translation>库以只读方式打开，不能修改。</translation>
    </message>
    <message>
        <source>Unit: {unit}</source>
        <translation>单位：{unit}</translation>
    </message>
    <message>
        <source>State: {state}</source>
        <translation>状态：{state}</translation>
    </message>
    <message>
        <source>Printed: {text}</source>
        <translation>原文：{text}</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Possible: {values}</source>
        <translation>可能的值：{values}</translation>
    </message>
    <message>
        <source>Sureness: {share}</source>
        <translation>把握：{share}</translation>
    </message>
    <message>
        <source>Read by the machine: {value}</source>
        <translation>机读值：{value}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>does not add up</source>
        <translation>勾稽不符</translation>
    </message>
    <message>
        <source>cannot be checked</source>
        <translation>无法核对</translation>
    </message>
    <message>
        <source>A row that the statutory form does not have; it is kept, never added.</source>
        <translation>法定格式没有的一行；保留显示，不计入合计。</translation>
    </message>
    <message>
        <source>This is the machine&apos;s reading, which never changes. Show the present figures.</source>
        <translation>这里显示的是机器读数，不会改动；要更正，请先切换到“当前数值”。</translation>
    </message>
    <message>
        <source>… {count} earlier changes</source>
        <translation>……之前还有 {count} 次更改</translation>
    </message>
    <message>
        <source>Disputed: {said}</source>
        <translation>意见不一：{said}</translation>
    </message>
    <message>
        <source>In {year}: {value}</source>
        <translation>{year} 年度：{value}</translation>
    </message>
    <message>
        <source>In {year}, {cell}: {value}</source>
        <translation>{year} 年度{cell}：{value}</translation>
    </message>
    <message>
        <source>the sum is {value}</source>
        <translation>各项之和为 {value}</translation>
    </message>
    <message>
        <source>the year before {value}</source>
        <translation>上一年 {value}</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>人工确认</translation>
    </message>
    <message>
        <source>read without certainty</source>
        <translation>读取把握不足</translation>
    </message>
    <message>
        <source>disputed</source>
        <translation>意见不一</translation>
    </message>
    <message>
        <source>judged</source>
        <translation>已认定</translation>
    </message>
    <message>
        <source>to be asked</source>
        <translation>待询问</translation>
    </message>
    <message>
        <source>jumps against the year before</source>
        <translation>与上年相比骤变</translation>
    </message>
    <message>
        <source>the newer reading</source>
        <translation>新的机器读数</translation>
    </message>
    <message>
        <source>read as printed</source>
        <translation>照原文读取</translation>
    </message>
    <message>
        <source>joined from pieces</source>
        <translation>由断开的数字拼接</translation>
    </message>
    <message>
        <source>inferred by arithmetic</source>
        <translation>由勾稽关系推定</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>有多种读法</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>Choose cells of one table.</source>
        <translation>请只选中一张表中的单元格。</translation>
    </message>
    <message>
        <source>Choose the cell to paste into.</source>
        <translation>请先选中要粘贴到的单元格。</translation>
    </message>
    <message>
        <source>The clipboard is empty.</source>
        <translation>剪贴板是空的。</translation>
    </message>
    <message>
        <source>Nothing was pasted: the clipboard has {rows} × {columns} cells, and from here on the table has {rows_left} × {columns_left}.</source>
        <translation>未粘贴：剪贴板中有 {rows} 行 {columns} 列，而本表从这里起只有 {rows_left} 行 {columns_left} 列。</translation>
    </message>
    <message>
        <source>line {line}, column {column} of the clipboard, for {cell}: {reason}</source>
        <translation>剪贴板第 {line} 行第 {column} 列，{cell}：{reason}</translation>
    </message>
    <message>
        <source>Nothing was pasted.</source>
        <translation>未粘贴，数据没有变动。</translation>
    </message>
    <message>
        <source>… and {count} more places</source>
        <translation>……另有 {count} 处</translation>
    </message>
    <message>
        <source>Page {page}: {words}</source>
        <translation>第{page}页：{words}</translation>
    </message>
    <message>
        <source>read plainly</source>
        <translation>清楚读到</translation>
    </message>
    <message>
        <source>joined or inferred</source>
        <translation>拼接或推算</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>把握不足</translation>
    </message>
    <message>
        <source>Source says so</source>
        <translation>原文如此</translation>
    </message>
    <message>
        <source>Rule does not apply</source>
        <translation>规则不适用</translation>
    </message>
    <message>
        <source>To ask</source>
        <translation>待询问</translation>
    </message>
    <message>
        <source>{ruling}: {author}, {time}</source>
        <translation>{ruling}：{author}，{time}</translation>
    </message>
    <message>
        <source>{verdict}. Reason: {reason}</source>
        <translation>{verdict}。理由：{reason}</translation>
    </message>
    <message>
        <source>Continues on page {page}</source>
        <translation>下接第{page}页</translation>
    </message>
    <message>
        <source>Continued from page {page}</source>
        <translation>上接第{page}页</translation>
    </message>
    <message>
        <source>&amp;Search in the source</source>
        <translation>在原文中查找(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Go to page</source>
        <translation>转到页(&amp;G)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Fit the &amp;width</source>
        <translation>适合宽度(&amp;W)</translation>
    </message>
    <message>
        <source>Fit the &amp;page</source>
        <translation>整页显示(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Turn the pages</source>
        <translation>旋转页面(&amp;T)</translation>
    </message>
    <message>
        <source>O&amp;utline cells</source>
        <translation>框出单元格(&amp;U)</translation>
    </message>
    <message>
        <source>Figure to the left</source>
        <translation>左边的数</translation>
    </message>
    <message>
        <source>Figure to the right</source>
        <translation>右边的数</translation>
    </message>
    <message>
        <source>Figure above</source>
        <translation>上面的数</translation>
    </message>
    <message>
        <source>Figure below</source>
        <translation>下面的数</translation>
    </message>
    <message>
        <source>To this ce&amp;ll in the table</source>
        <translation>到表中的这一格(&amp;L)</translation>
    </message>
    <message>
        <source>Change reverted</source>
        <translation>撤回更正</translation>
    </message>
    <message>
        <source>Typed</source>
        <translation>手工录入</translation>
    </message>
    <message>
        <source>Proposal accepted</source>
        <translation>采纳建议</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Cleared</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>确认无误</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redone</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reading restored</source>
        <translation>恢复机读值</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Settled by a newer reading</source>
        <translation>新读数与更正一致</translation>
    </message>
    <message>
        <source>people differ</source>
        <translation>多人意见不一</translation>
    </message>
    <message>
        <source>does not add up, look here first; ∑ is the sum</source>
        <translation>勾稽不符，先看此格；∑ 为各项之和</translation>
    </message>
    <message>
        <source>warning, or cannot be checked</source>
        <translation>提示，或无法核对</translation>
    </message>
    <message>
        <source>does not add up, but judged</source>
        <translation>勾稽不符，已认定</translation>
    </message>
    <message>
        <source>does not add up, to be asked</source>
        <translation>勾稽不符，待询问</translation>
    </message>
    <message>
        <source>below: the year before</source>
        <translation>下方：上一年的数</translation>
    </message>
    <message>
        <source>below: carried out by the year before</source>
        <translation>下方：上一年结转下年的数</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Float or dock this pane</source>
        <translation>浮动或停靠此窗格</translation>
    </message>
    <message>
        <source>Close this pane</source>
        <translation>关闭此窗格</translation>
    </message>
    <message>
        <source>“{name}” exists already. Replace it?</source>
        <translation>“{name}”已存在。要替换它吗？</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Gouji</source>
        <translation>关于勾稽</translation>
    </message>
    <message>
        <source>Gouji {version}

Review desk for the statutory annual reports on government information disclosure. Works without a network; reports never leave this computer.

Store: {store}
Log: {log}

MIT licence. Uses Qt {qt} (LGPL), PDFium, pdfplumber, lxml, openpyxl, pyqtgraph and sqlite-utils.</source>
        <translation>勾稽 {version}

政府信息公开工作年度报告审核台。无需联网，报告不会离开本机。

库：{store}
日志：{log}

MIT 许可。使用 Qt {qt}（LGPL）、PDFium、pdfplumber、lxml、openpyxl、pyqtgraph 和 sqlite-utils。</translation>
    </message>
    <message>
        <source>Trying out what guards this computer from hostile files …</source>
        <translation>正在检验对恶意文件的防护……</translation>
    </message>
    <message>
        <source>What guards this computer could not be tried out.</source>
        <translation>未能检验对恶意文件的防护。</translation>
    </message>
    <message>
        <source>A file is read by a process of its own:</source>
        <translation>每份文件由单独的进程读取，该进程：</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Copies are made at the start and while you work; the settings say how often, and how much room they take. Restoring one copies the present store first and moves it aside; nothing is deleted.</source>
        <translation>程序打开时和工作中自动备份，间隔和占用空间可在设置中更改。恢复备份时，先备份当前的库并将其移到一旁保留，不会删除任何内容。</translation>
    </message>
    <message>
        <source>&amp;Restore this backup</source>
        <translation>恢复此备份(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>立即备份(&amp;B)</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>缘由</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>There is no backup yet; the first is made once there is work to copy.</source>
        <translation>还没有备份；有了改动就会自动备份，也可以点“立即备份”。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Notice</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Centre</name>
    <message>
        <source>Import files…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Choose a report in the library.</source>
        <translation>请在报告库中选择一份报告。</translation>
    </message>
    <message>
        <source>The files are being read. The first report then opens by itself.</source>
        <translation>正在读取文件，读完会自动打开第一份报告。</translation>
    </message>
    <message>
        <source>Drop annual reports here (PDF, Word, web page, Excel or text), or import them.</source>
        <translation>把年度报告（PDF、Word、网页、Excel 或文本）拖到这里，或点击导入。</translation>
    </message>
</context>
<context>
    <name>ChartQuestions</name>
    <message>
        <source>By kind</source>
        <translation>按类别</translation>
    </message>
    <message>
        <source>Row by row</source>
        <translation>逐行</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请（件）</translation>
    </message>
    <message>
        <source>Disputes</source>
        <translation>复议诉讼</translation>
    </message>
    <message>
        <source>Choose a report in the library to see its figures.</source>
        <translation>请先在报告库中选择一份报告。</translation>
    </message>
    <message>
        <source>Enter agency and year (Edit menu): they tell which reports belong together.</source>
        <translation>请先填写机关和年度（“编辑”菜单）：据此判断哪些报告属于同一机关。</translation>
    </message>
    <message>
        <source>No rule fails in the reports that the library lists.</source>
        <translation>列出的报告没有不符的规则。</translation>
    </message>
    <message>
        <source>No report that the library lists tells what was carried over.</source>
        <translation>列出的报告都没有可用的结转数字。</translation>
    </message>
    <message>
        <source>All reports</source>
        <translation>全部报告</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>What became of the requests</source>
        <translation>申请办理结果</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>申请（件）</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Enter goes to the figure in the form.</source>
        <translation>按回车转到表中的数字。</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未识别</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>at least: {count} of {all} rows not read</source>
        <translation>至少此数：{all} 行中有 {count} 行未识别</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>New requests</source>
        <translation>本年新收</translation>
    </message>
    <message>
        <source>Carried in</source>
        <translation>上年结转</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Carried over</source>
        <translation>结转下年</translation>
    </message>
    <message>
        <source>Reconsiderations</source>
        <translation>行政复议</translation>
    </message>
    <message>
        <source>Lawsuits</source>
        <translation>行政诉讼</translation>
    </message>
    <message>
        <source>The agency&apos;s years</source>
        <translation>该机关历年情况</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Enter opens the report of the year.</source>
        <translation>按回车打开该年度的报告。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>no report in the store</source>
        <translation>库中没有报告</translation>
    </message>
    <message>
        <source>with corrections</source>
        <translation>含更正</translation>
    </message>
    <message>
        <source>Reports: {count}; the one imported last counts</source>
        <translation>有 {count} 份报告，以最后导入的一份为准</translation>
    </message>
    <message>
        <source>{figures} not known</source>
        <translation>{figures}不明</translation>
    </message>
    <message>
        <source>{rule}: failures in {group}: {times}</source>
        <translation>{rule}：{group} 有 {times} 处不符</translation>
    </message>
    <message>
        <source>{rule}: reports of {group} in which it fails: {count} of {all}</source>
        <translation>{rule}：{group} 的 {all} 份报告中有 {count} 份不符</translation>
    </message>
    <message>
        <source>{share}; reports: {count}</source>
        <translation>结转率 {share}：{count} 份报告</translation>
    </message>
    <message>
        <source>By report</source>
        <translation>按报告</translation>
    </message>
    <message>
        <source>By agency</source>
        <translation>按机关</translation>
    </message>
    <message>
        <source>By year</source>
        <translation>按年度</translation>
    </message>
    <message>
        <source>By region</source>
        <translation>按地区</translation>
    </message>
    <message>
        <source>Where rules fail</source>
        <translation>规则不符分布</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Enter lists the reports in the library.</source>
        <translation>按回车在报告库中列出这些报告。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The {count} of {all} columns with most failures are shown.</source>
        <translation>共 {all} 列，只列不符最多的 {count} 列。</translation>
    </message>
    <message>
        <source>The {count} of {all} rules that fail most are drawn.</source>
        <translation>共 {all} 条规则不符，只画不符最多的 {count} 条，其余见表格。</translation>
    </message>
    <message>
        <source>Reports left out: {count}, since a figure is no number or nothing was due.</source>
        <translation>另有 {count} 份报告未计入：数字不全，或没有应办理的申请。</translation>
    </message>
    <message>
        <source>Carried over into the next year</source>
        <translation>结转下年度继续办理的比例</translation>
    </message>
    <message>
        <source>Share of all due</source>
        <translation>占应办理申请的比例</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告（份）</translation>
    </message>
    <message>
        <source>Of those shown</source>
        <translation>占所列报告</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无结转</translation>
    </message>
    <message>
        <source>&gt; 100 %</source>
        <translation>&gt; 100 %</translation>
    </message>
</context>
<context>
    <name>ChartsView</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>办理结果</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>历年</translation>
    </message>
    <message>
        <source>Failing rules</source>
        <translation>规则不符</translation>
    </message>
    <message>
        <source>Carry-over</source>
        <translation>结转</translation>
    </message>
    <message>
        <source>What is put together</source>
        <translation>汇总方式</translation>
    </message>
    <message>
        <source>&amp;Table</source>
        <translation>表格(&amp;T)</translation>
    </message>
    <message>
        <source>The same figures as a table; Ctrl+C copies it</source>
        <translation>用表格显示同样的数字；Ctrl+C 复制</translation>
    </message>
    <message>
        <source>&amp;Save picture</source>
        <translation>保存图片(&amp;S)</translation>
    </message>
    <message>
        <source>On white, whatever the theme is</source>
        <translation>白色背景（不随主题）</translation>
    </message>
    <message>
        <source>The chart as a table</source>
        <translation>图表的数字</translation>
    </message>
    <message>
        <source>{words}. {hint}</source>
        <translation>{words}。{hint}</translation>
    </message>
    <message>
        <source>Source: annual reports in {store}, corrections included. Drawn by Gouji on {date}.</source>
        <translation>来源：{store} 中的报告（含更正）。勾稽于 {date} 绘制。</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Judge strictly: what may be an error is one</source>
        <translation>从严校验：可能有误的一律算作错误</translation>
    </message>
    <message>
        <source>Level of the organs</source>
        <translation>机关层级</translation>
    </message>
    <message>
        <source>Kind of the organs</source>
        <translation>机关类型</translation>
    </message>
    <message>
        <source>&amp;Reset this rule</source>
        <translation>恢复这条规则(&amp;R)</translation>
    </message>
    <message>
        <source>As the agency&apos;s name tells</source>
        <translation>按机关名称判断</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>&amp;Level of the organs:</source>
        <translation>机关层级(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Kind:</source>
        <translation>类型(&amp;K)：</translation>
    </message>
    <message>
        <source>The open report is judged anew at once, all others once this dialog is closed.</source>
        <translation>打开的年报立即重新校验，其余年报在关闭设置后重新校验。</translation>
    </message>
    <message>
        <source>A &amp;failure is</source>
        <translation>不成立时算作(&amp;F)</translation>
    </message>
    <message>
        <source>A failure is</source>
        <translation>不成立时算作</translation>
    </message>
    <message>
        <source>State</source>
        <translation>国家级</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省级</translation>
    </message>
    <message>
        <source>Prefecture or city</source>
        <translation>市（地）级</translation>
    </message>
    <message>
        <source>County or district</source>
        <translation>县（市、区）级</translation>
    </message>
    <message>
        <source>Town or street</source>
        <translation>乡镇（街道）级</translation>
    </message>
    <message>
        <source>Government</source>
        <translation>人民政府</translation>
    </message>
    <message>
        <source>Office of a government</source>
        <translation>政府办公室</translation>
    </message>
    <message>
        <source>Department with licences and penalties</source>
        <translation>有许可、处罚职能的部门</translation>
    </message>
    <message>
        <source>Bureau of petitions</source>
        <translation>信访部门</translation>
    </message>
    <message>
        <source>Other department</source>
        <translation>其他部门</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>CheckRulesModel</name>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>A failure is</source>
        <translation>不成立时算作</translation>
    </message>
    <message>
        <source>Changed by you</source>
        <translation>已由您改动</translation>
    </message>
    <message>
        <source>an error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>a warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Share above which it counts (0.3 is 30 %)</source>
        <translation>超过这一比例才算（0.3 即 30%）</translation>
    </message>
    <message>
        <source>Only from this number on</source>
        <translation>达到这个数才校验</translation>
    </message>
    <message>
        <source>Highest number that is usual</source>
        <translation>通常的最大数</translation>
    </message>
    <message>
        <source>Number that is surely too large</source>
        <translation>肯定过大的数</translation>
    </message>
    <message>
        <source>Most decimals</source>
        <translation>最多小数位数</translation>
    </message>
    <message>
        <source>Last day for departments (131 is 31 January)</source>
        <translation>部门最晚发布日（131 即 1 月 31 日）</translation>
    </message>
    <message>
        <source>Last day for governments (331 is 31 March)</source>
        <translation>政府最晚发布日（331 即 3 月 31 日）</translation>
    </message>
    <message>
        <source>Difference that passes for rounding (0.02 is 2 %)</source>
        <translation>视为四舍五入的差额（0.02 即 2%）</translation>
    </message>
    <message>
        <source>More than this many times the year before</source>
        <translation>超过上年的这一倍数</translation>
    </message>
    <message>
        <source>Less than this share of the year before (0.5 is half)</source>
        <translation>少于上年的这一比例（0.5 即一半）</translation>
    </message>
    <message>
        <source>Only where the year before had at least</source>
        <translation>上年至少有这么多才校验</translation>
    </message>
    <message>
        <source>Only with this many figures other than 0</source>
        <translation>至少有这么多个非零数才校验</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Something unforeseen happened, and what was being done may not have been completed. Everything that was entered before is saved.</source>
        <translation>程序出现意外，刚才的操作可能没有完成；此前录入的内容都已保存。</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>DisputesModel</name>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Source says so</source>
        <translation>原文如此</translation>
    </message>
    <message>
        <source>Rule does not apply</source>
        <translation>规则不适用</translation>
    </message>
    <message>
        <source>To ask</source>
        <translation>待核实</translation>
    </message>
    <message>
        <source>Verdict withdrawn</source>
        <translation>撤回认定</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Counts for now</source>
        <translation>目前采用</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>DisputesView</name>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Enter goes to it. There: F7, F3 or F4 give one verdict. F8 leaves it for later.</source>
        <translation>按回车转到该处。在那里：按 F7 原文如此、F3 规则不适用或 F4 待询问重新认定；F8 留待以后。</translation>
    </message>
    <message>
        <source>Enter goes to the cell. There: Enter keeps the first value, Ctrl+2 takes the second; or type another one. F8 leaves it for later.</source>
        <translation>按回车转到单元格。在那里：回车采用第一个数值，Ctrl+2 采用第二个，也可另行输入；F8 留待以后。</translation>
    </message>
    <message>
        <source>Nothing is in conflict.</source>
        <translation>没有冲突。</translation>
    </message>
</context>
<context>
    <name>DraftsDialog</name>
    <message>
        <source>Unfinished entries</source>
        <translation>未完成的输入</translation>
    </message>
    <message>
        <source>&amp;Enter it</source>
        <translation>录入(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Drop it</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <source>Typed and never entered: {count}. Nothing of it counts until you enter it.</source>
        <translation>键入后没有录入的有 {count} 处，录入之前都不算数。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Stands now</source>
        <translation>现值</translation>
    </message>
    <message>
        <source>Was being typed</source>
        <translation>未完成的输入</translation>
    </message>
    <message>
        <source>Typed at</source>
        <translation>输入时间</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>This is a link. Save the page as a file and drop that here.</source>
        <translation>这是网页链接。请先把网页保存成文件，再拖进来。</translation>
    </message>
    <message>
        <source>This store can only be looked at here: nothing can be imported.</source>
        <translation>这个库在此窗口只能查看，不能导入。</translation>
    </message>
    <message>
        <source>An import is running. Drop this once it has ended.</source>
        <translation>正在导入，请等它结束后再拖进来。</translation>
    </message>
    <message>
        <source>Let go to look at the corrections in “{name}”</source>
        <translation>松开鼠标，查看更正包“{name}”的内容</translation>
    </message>
    <message>
        <source>Let go to open the store “{name}”</source>
        <translation>松开鼠标，打开库“{name}”</translation>
    </message>
    <message>
        <source>Let go to import {count} files and folders</source>
        <translation>松开鼠标，导入这 {count} 个文件和文件夹</translation>
    </message>
    <message>
        <source>Let go to import the reports in the folder “{name}”</source>
        <translation>松开鼠标，导入文件夹“{name}”里的报告</translation>
    </message>
    <message>
        <source>Let go to import “{name}”</source>
        <translation>松开鼠标，导入“{name}”</translation>
    </message>
</context>
<context>
    <name>EffortDialog</name>
    <message>
        <source>Effort</source>
        <translation>工作量</translation>
    </message>
    <message>
        <source>&amp;Count my effort on this computer</source>
        <translation>在本机统计我的工作量(&amp;C)</translation>
    </message>
    <message>
        <source>Counted are keys (never which ones), seconds at work (pauses of more than a minute left out), cells corrected and confirmed, and proposals taken. The counts stay in a file of your own on this computer; no store, export or package holds them.</source>
        <translation>统计的是按键次数（不记按了哪些键）、工作时间（停顿超过一分钟的不计）、更正和确认的单元格数，以及采纳的建议数。这些数字只保存在本机您自己的文件中，库、导出文件和更正包都不含这些数字。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>确认无误</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>采纳建议</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最近日期</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告（份）</translation>
    </message>
    <message>
        <source>By &amp;report</source>
        <translation>按报告(&amp;R)</translation>
    </message>
    <message>
        <source>By &amp;day</source>
        <translation>按日(&amp;D)</translation>
    </message>
    <message>
        <source>no report open</source>
        <translation>未打开报告</translation>
    </message>
    <message>
        <source>Nothing was counted yet: go on reviewing, and look again.</source>
        <translation>还没有统计数字：请继续审核，稍后再看。</translation>
    </message>
    <message>
        <source>Nothing was counted. Tick the box above to begin.</source>
        <translation>没有统计数字。勾选上面的选项即开始统计。</translation>
    </message>
    <message>
        <source>In all: reports {reports}, time {time}, keys {keys}, cells corrected {corrected}, confirmed {confirmed}, proposals taken {proposals}.</source>
        <translation>合计：报告 {reports} 份，用时 {time}，按键 {keys} 次，更正 {corrected} 格，确认 {confirmed} 格，采纳建议 {proposals} 条。</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>De&amp;lete all…</source>
        <translation>全部删除(&amp;L)…</translation>
    </message>
    <message>
        <source>Export the counts</source>
        <translation>导出工作量</translation>
    </message>
    <message>
        <source>Exported to {path}.</source>
        <translation>已导出到 {path}。</translation>
    </message>
    <message>
        <source>Delete all counts? They cannot be brought back.</source>
        <translation>要删除全部统计数字吗？删除后无法恢复。</translation>
    </message>
    <message>
        <source>Reports and corrections are not touched.</source>
        <translation>报告和更正不受影响。</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>ExcerptView</name>
    <message>
        <source>The place in the source</source>
        <translation>原文中的位置</translation>
    </message>
</context>
<context>
    <name>ExchangeDialog</name>
    <message>
        <source>Import corrections</source>
        <translation>导入更正包</translation>
    </message>
    <message>
        <source>From {author}, {time}, Gouji {version}</source>
        <translation>来自 {author}，{time}，勾稽 {version}</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>The store is copied first. Nothing of yours is dropped.</source>
        <translation>合并前自动备份；您的工作不会丢失。</translation>
    </message>
    <message>
        <source>Of the reports the first {count} are listed; all of them are merged.</source>
        <translation>这里只列出前 {count} 份报告，合并时全部并入。</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Reports of the package</source>
        <translation>更正包中的报告</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Already here</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>In conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Source comes along</source>
        <translation>随附原件</translation>
    </message>
    <message>
        <source>Not in this store: {count} kept until its import</source>
        <translation>本库没有，寄存 {count} 条待导入</translation>
    </message>
    <message>
        <source>Signed off</source>
        <translation>已定稿</translation>
    </message>
</context>
<context>
    <name>Exchanges</name>
    <message>
        <source>Export corrections</source>
        <translation>导出更正包</translation>
    </message>
    <message>
        <source>Packages</source>
        <translation>更正包</translation>
    </message>
    <message>
        <source>Packages with the sources</source>
        <translation>更正包，附报告原件</translation>
    </message>
    <message>
        <source>Import corrections</source>
        <translation>导入更正包</translation>
    </message>
    <message>
        <source>Packages and corrected workbooks ({patterns})</source>
        <translation>更正包和更正后的工作簿 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Who corrected “{name}”?</source>
        <translation>“{name}”是谁更正的？</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Merging…</source>
        <translation>正在合并…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancelled: nothing was changed.</source>
        <translation>已取消，没有任何改动。</translation>
    </message>
    <message>
        <source>Entries exported to {path}: {facts}, on reports: {reports}.</source>
        <translation>已导出 {reports} 份报告的 {facts} 条记录：{path}</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Excel workbook (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>CSV table, one line a cell (*.csv)</source>
        <translation>CSV 表格，每格一行 (*.csv)</translation>
    </message>
    <message>
        <source>JSON lines, one line a report (*.jsonl)</source>
        <translation>JSON 行，每份报告一行 (*.jsonl)</translation>
    </message>
    <message>
        <source>Parquet, one row a cell (*.parquet)</source>
        <translation>Parquet，每格一行 (*.parquet)</translation>
    </message>
    <message>
        <source>Sheets</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>A sheet in the &amp;official form for each report</source>
        <translation>每份报告附一张法定表格(&amp;O)</translation>
    </message>
    <message>
        <source>First lines</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>&amp;Reports:</source>
        <translation>报告(&amp;R)：</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>文件(&amp;F)：</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Reports to write: {count}.</source>
        <translation>将写出 {count} 份报告。</translation>
    </message>
    <message>
        <source>So many sheets make the workbook slow to open.</source>
        <translation>工作表这样多，工作簿打开会很慢。</translation>
    </message>
    <message>
        <source>Lines of single cells suit CSV better for so many reports.</source>
        <translation>报告这样多，逐格数据更宜导出为 CSV。</translation>
    </message>
    <message>
        <source>Texts that begin like a formula get an apostrophe in front, so that no spreadsheet runs them.</source>
        <translation>以公式符号开头的文字前会加一个撇号，以免被电子表格当作公式执行。</translation>
    </message>
    <message>
        <source>one line a report</source>
        <translation>每份报告一行</translation>
    </message>
    <message>
        <source>what does not hold</source>
        <translation>检查发现的问题</translation>
    </message>
    <message>
        <source>an agency&apos;s two years</source>
        <translation>同一单位相邻两年</translation>
    </message>
    <message>
        <source>section two, one line a cell</source>
        <translation>第二部分，每格一行</translation>
    </message>
    <message>
        <source>section three, one line a cell</source>
        <translation>第三部分，每格一行</translation>
    </message>
    <message>
        <source>section four, one line a cell</source>
        <translation>第四部分，每格一行</translation>
    </message>
    <message>
        <source>what people changed</source>
        <translation>人工更正的记录</translation>
    </message>
    <message>
        <source>every rule, and how it fares</source>
        <translation>全部规则及检查结果</translation>
    </message>
</context>
<context>
    <name>FailuresView</name>
    <message>
        <source>Failed imports</source>
        <translation>导入失败</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理办法</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>No file failed to be imported.</source>
        <translation>没有导入失败的文件。</translation>
    </message>
</context>
<context>
    <name>FilterPanel</name>
    <message>
        <source>Filters</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>审核人</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>地区</translation>
    </message>
    <message>
        <source>Agency</source>
        <translation>机关</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>表格版本</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>State</source>
        <translation>国家</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省级</translation>
    </message>
    <message>
        <source>City</source>
        <translation>市级</translation>
    </message>
    <message>
        <source>County</source>
        <translation>县级</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>乡镇街道</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>相差</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>Does not agree</source>
        <translation>不符</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Open a report to see its findings.</source>
        <translation>打开一份报告后，这里显示核对结果。</translation>
    </message>
    <message>
        <source>All totals agree.</source>
        <translation>勾稽关系全部相符。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>核对结果</translation>
    </message>
    <message>
        <source>Reason of the verdict (optional)</source>
        <translation>结论的理由（可不填）</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>核对结果</translation>
    </message>
    <message>
        <source>Basis: {source}</source>
        <translation>依据：{source}</translation>
    </message>
    <message>
        <source>Open the earlier report of this agency</source>
        <translation>打开该机关上一份报告</translation>
    </message>
    <message>
        <source>Change {cells}</source>
        <translation>改：{cells}</translation>
    </message>
    <message>
        <source>{proposal}  (Enter)</source>
        <translation>{proposal}  (回车)</translation>
    </message>
</context>
<context>
    <name>FormCommands</name>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清空(&amp;L)</translation>
    </message>
    <message>
        <source>Fill &amp;down</source>
        <translation>向下填充(&amp;D)</translation>
    </message>
    <message>
        <source>Fill r&amp;ight</source>
        <translation>向右填充(&amp;I)</translation>
    </message>
    <message>
        <source>E&amp;xchange two rows</source>
        <translation>对调两行(&amp;X)</translation>
    </message>
    <message>
        <source>Exchange two c&amp;olumns</source>
        <translation>对调两列(&amp;O)</translation>
    </message>
    <message>
        <source>Move the figures to the &amp;left</source>
        <translation>数值左移一格(&amp;L)</translation>
    </message>
    <message>
        <source>Move the figures to the &amp;right</source>
        <translation>数值右移一格(&amp;R)</translation>
    </message>
    <message>
        <source>Move the figures &amp;up</source>
        <translation>数值上移一格(&amp;U)</translation>
    </message>
    <message>
        <source>Move the figures &amp;down</source>
        <translation>数值下移一格(&amp;D)</translation>
    </message>
    <message>
        <source>Close the row over the cell, to the left</source>
        <translation>本行后面的数左移，补上此格</translation>
    </message>
    <message>
        <source>Open a gap in the row, to the right</source>
        <translation>本行从此格起右移，空出此格</translation>
    </message>
    <message>
        <source>Close the column over the cell, upwards</source>
        <translation>本列下面的数上移，补上此格</translation>
    </message>
    <message>
        <source>Open a gap in the column, downwards</source>
        <translation>本列从此格起下移，空出此格</translation>
    </message>
    <message>
        <source>Choose the ro&amp;w</source>
        <translation>选中整行(&amp;A)</translation>
    </message>
    <message>
        <source>Choose the colum&amp;n</source>
        <translation>选中整列(&amp;N)</translation>
    </message>
    <message>
        <source>Mo&amp;ve</source>
        <translation>移动数值(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Shift</source>
        <translation>整行整列错位(&amp;S)</translation>
    </message>
    <message>
        <source>Cells made blank: {count}. Undo takes it back.</source>
        <translation>已清空 {count} 格，撤销可以恢复。</translation>
    </message>
    <message>
        <source>Cells cut: {count}. They move when they are pasted.</source>
        <translation>已剪切 {count} 格：粘贴时移过去。</translation>
    </message>
</context>
<context>
    <name>FormSight</name>
    <message>
        <source>Tables of the report</source>
        <translation>报告的各张表</translation>
    </message>
    <message>
        <source>Next &amp;table</source>
        <translation>下一张表(&amp;T)</translation>
    </message>
    <message>
        <source>Previous ta&amp;ble</source>
        <translation>上一张表(&amp;B)</translation>
    </message>
    <message>
        <source>The same in the &amp;year before</source>
        <translation>上一年度的对应数据(&amp;Y)</translation>
    </message>
    <message>
        <source>The same in the year a&amp;fter</source>
        <translation>下一年度的对应数据(&amp;F)</translation>
    </message>
    <message>
        <source>Bac&amp;k to the report left</source>
        <translation>返回刚才的报告(&amp;K)</translation>
    </message>
    <message>
        <source>Present figures, machine&apos;s, &amp;changes</source>
        <translation>切换当前数值、机器读数、更正处(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Year before beside</source>
        <translation>并列上一年度(&amp;Y)</translation>
    </message>
    <message>
        <source>L&amp;egend</source>
        <translation>图例(&amp;E)</translation>
    </message>
    <message>
        <source>Corrected cells alone, what was read above. {key}: present figures</source>
        <translation>仅显示更正过的单元格，上为机器读数。{key}：当前数值</translation>
    </message>
    <message>
        <source>The store has no earlier report of this agency.</source>
        <translation>库中没有该机关更早年度的报告。</translation>
    </message>
    <message>
        <source>The store has no later report of this agency.</source>
        <translation>库中没有该机关更晚年度的报告。</translation>
    </message>
    <message>
        <source>No report was left for another year&apos;s.</source>
        <translation>没有可返回的报告。</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>{count} 处待看</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>申请</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>诉讼</translation>
    </message>
    <message>
        <source>20(1)</source>
        <translation>规章</translation>
    </message>
    <message>
        <source>20(5)</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>20(6)</source>
        <translation>处罚</translation>
    </message>
    <message>
        <source>20(8)</source>
        <translation>收费</translation>
    </message>
    <message>
        <source>20(9)</source>
        <translation>采购</translation>
    </message>
    <message>
        <source>Show the present figures, the machine&apos;s reading, or changes alone ({key})</source>
        <translation>依次显示当前数值、机器读数、仅更正处（{key}）</translation>
    </message>
    <message>
        <source>With {year}</source>
        <translation>并列 {year}</translation>
    </message>
    <message>
        <source>With year before</source>
        <translation>并列上年</translation>
    </message>
    <message>
        <source>Present figures</source>
        <translation>当前数值</translation>
    </message>
    <message>
        <source>As the machine read</source>
        <translation>机器读数</translation>
    </message>
    <message>
        <source>Changes alone</source>
        <translation>仅更正处</translation>
    </message>
    <message>
        <source>What the machine read, before any correction. {key}: changes alone</source>
        <translation>显示的是机器读数（更正之前），不能修改。{key}：仅更正处</translation>
    </message>
    <message>
        <source>No cell of this report was corrected. {key}: present figures</source>
        <translation>本报告没有更正过的单元格。{key}：当前数值</translation>
    </message>
</context>
<context>
    <name>FormTable</name>
    <message>
        <source>Statutory tables</source>
        <translation>法定表格</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>No report is open. Choose one from the list, or import files.</source>
        <translation>没有打开的报告。请从列表中选择，或导入文件。</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>User guide</source>
        <translation>用户指南</translation>
    </message>
    <message>
        <source>The guide does not have these words.</source>
        <translation>指南里没有这些字。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索指南</translation>
    </message>
</context>
<context>
    <name>Guiding</name>
    <message>
        <source>(no keys)</source>
        <translation>（未设按键）</translation>
    </message>
</context>
<context>
    <name>HistoryFilter</name>
    <message>
        <source>Everybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>（无名）</translation>
    </message>
    <message>
        <source>Value, reason, agency, cell…</source>
        <translation>搜索数值、理由、机关、单元格</translation>
    </message>
    <message>
        <source>Filter the history</source>
        <translation>筛选更正记录</translation>
    </message>
    <message>
        <source>Whole store</source>
        <translation>全部报告</translation>
    </message>
    <message>
        <source>Export list…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write these lines to a workbook or CSV</source>
        <translation>把列出的更正写入 Excel 或 CSV 文件</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>更正人</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>Kind of change</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Time of change</source>
        <translation>更正时间</translation>
    </message>
    <message>
        <source>All tables</source>
        <translation>所有表</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有方式</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>原值</translation>
    </message>
    <message>
        <source>After</source>
        <translation>新值</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>By</source>
        <translation>更正人</translation>
    </message>
    <message>
        <source>The machine read: {value}</source>
        <translation>机读值：{value}</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>（空白）</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Corrections</source>
        <translation>更正记录</translation>
    </message>
    <message>
        <source>Take this change back</source>
        <translation>撤回此更正</translation>
    </message>
    <message>
        <source>No correction matches the filter.</source>
        <translation>没有符合条件的更正。</translation>
    </message>
    <message>
        <source>No corrections yet.</source>
        <translation>还没有更正。</translation>
    </message>
    <message>
        <source>Entries: {count}</source>
        <translation>共 {count} 条</translation>
    </message>
    <message>
        <source>The cell stands so already as it was before this change.</source>
        <translation>该单元格现在的数值与此更正之前相同，无需撤回。</translation>
    </message>
    <message>
        <source>Taken back (Del), the cell is {value} again.</source>
        <translation>撤回（Del）后，该单元格恢复为 {value}。</translation>
    </message>
    <message>
        <source>Later changes that this covers ({count}): {changes}</source>
        <translation>其后的 {count} 次更改也不再起作用：{changes}</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>（空白）</translation>
    </message>
    <message>
        <source>corrections.xlsx</source>
        <translation>更正记录.xlsx</translation>
    </message>
    <message>
        <source>Export list</source>
        <translation>导出更正记录</translation>
    </message>
</context>
<context>
    <name>IdentityDialog</name>
    <message>
        <source>Agency, year and date</source>
        <translation>机关、年度与日期</translation>
    </message>
    <message>
        <source>They tell which reports belong together over the years, and what is exported.</source>
        <translation>同一机关各年度的报告据此对照，导出时也写这里的内容。</translation>
    </message>
    <message>
        <source>&amp;Agency</source>
        <translation>机关名称(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Year</source>
        <translation>报告年度(&amp;Y)</translation>
    </message>
    <message>
        <source>Date of &amp;publication</source>
        <translation>公布日期(&amp;P)</translation>
    </message>
    <message>
        <source>Read: {value}</source>
        <translation>原文读作：{value}</translation>
    </message>
    <message>
        <source>The document does not say it.</source>
        <translation>原文没有写明。</translation>
    </message>
</context>
<context>
    <name>ImportsModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>being read</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>imported, another version</source>
        <translation>已导入，另有一版</translation>
    </message>
    <message>
        <source>already there</source>
        <translation>已在库中</translation>
    </message>
    <message>
        <source>not imported</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>The store has another report of this agency and year; see the library.</source>
        <translation>库中还有该单位同一年度的另一份年报，请在报告库中查看。</translation>
    </message>
    <message>
        <source>This very file is in the store; nothing was changed.</source>
        <translation>库中已有完全相同的文件，未作改动。</translation>
    </message>
</context>
<context>
    <name>ImportsView</name>
    <message>
        <source>Files of the import</source>
        <translation>本次导入的文件</translation>
    </message>
    <message>
        <source>Press Enter to open the report</source>
        <translation>按回车打开年报</translation>
    </message>
    <message>
        <source>Files that you import are listed here.</source>
        <translation>导入的文件会列在这里。</translation>
    </message>
</context>
<context>
    <name>KeptDialog</name>
    <message>
        <source>Corrections kept for reports to come</source>
        <translation>寄存的更正</translation>
    </message>
    <message>
        <source>&amp;Discard the chosen ones</source>
        <translation>放弃所选(&amp;D)</translation>
    </message>
    <message>
        <source>These corrections came with packages or workbooks; their reports are not in this store. They come in by themselves when the reports are imported. What is discarded comes again with its package.</source>
        <translation>这些更正来自更正包或工作簿，本库还没有它们的报告；导入这些报告后自动并入。放弃之后，再次导入同一个更正包可以找回。</translation>
    </message>
    <message>
        <source>Nothing is kept: all corrections that came belong to reports of this store.</source>
        <translation>没有寄存的更正：收到的更正都属于本库已有的报告。</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>未署名</translation>
    </message>
    <message>
        <source>Kept corrections</source>
        <translation>寄存的更正</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>Kept since</source>
        <translation>寄存时间</translation>
    </message>
</context>
<context>
    <name>Keymap</name>
    <message>
        <source>This key types a character. Hold Ctrl or Alt with it.</source>
        <translation>这个键用于输入字符，请同时按住 Ctrl 或 Alt。</translation>
    </message>
    <message>
        <source>This key moves, enters or gives up in the form and in lists.</source>
        <translation>这个键在表格和列表中用于移动、确认或放弃，不能更改。</translation>
    </message>
    <message>
        <source>This key edits the cell of the form.</source>
        <translation>这个键用于编辑单元格，不能更改。</translation>
    </message>
</context>
<context>
    <name>LibraryGestures</name>
    <message>
        <source>Assign to &amp;me</source>
        <translation>指派给我(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Assign…</source>
        <translation>指派(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Export selection…</source>
        <translation>导出所选(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Status</source>
        <translation>状态(&amp;S)</translation>
    </message>
    <message>
        <source>Sort &amp;by</source>
        <translation>排序(&amp;B)</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Why is a report opened again that is signed off?</source>
        <translation>已定稿的报告为何重新打开？</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指派</translation>
    </message>
    <message>
        <source>Reviewer (empty for nobody):</source>
        <translation>审核人（留空表示无人）：</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What needs &amp;work</source>
        <translation>待处理多少(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Agency</source>
        <translation>单位(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Year</source>
        <translation>年度(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Reviewer</source>
        <translation>审核人(&amp;R)</translation>
    </message>
    <message>
        <source>Time of &amp;import</source>
        <translation>导入时间(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Unsure cells</source>
        <translation>存疑格数(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Corrections</source>
        <translation>更正数(&amp;C)</translation>
    </message>
</context>
<context>
    <name>LibraryModel</name>
    <message>
        <source>Agency</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年度</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>The agency that published the report</source>
        <translation>公布报告的单位</translation>
    </message>
    <message>
        <source>The year that the report is about</source>
        <translation>报告所属年度</translation>
    </message>
    <message>
        <source>How far the review is</source>
        <translation>审核进行到哪一步</translation>
    </message>
    <message>
        <source>Totals and relations that do not agree</source>
        <translation>不相符的合计和勾稽关系</translation>
    </message>
    <message>
        <source>Cells that the machine could not read with certainty</source>
        <translation>机器没有把握的单元格</translation>
    </message>
    <message>
        <source>Cells to which a person gave another figure than was read</source>
        <translation>人工更正的单元格（与读数不同；确认无误的不计）</translation>
    </message>
    <message>
        <source>{name}: problems: {errors}, cannot be told: {open}, unsure cells: {unsure}, corrections: {corrected}</source>
        <translation>{name}：{errors} 处问题，{open} 处无法判断，{unsure} 格存疑，{corrected} 格已更正</translation>
    </message>
    <message>
        <source>reviewer: {name}</source>
        <translation>审核人：{name}</translation>
    </message>
    <message>
        <source>cells other than as read or last signed off: {count}</source>
        <translation>有 {count} 格与读取时或上次定稿时不同</translation>
    </message>
</context>
<context>
    <name>LibraryTable</name>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>LibraryView</name>
    <message>
        <source>&amp;Library</source>
        <translation>报告库(&amp;L)</translation>
    </message>
    <message>
        <source>Search names and text</source>
        <translation>搜索名称和正文</translation>
    </message>
    <message>
        <source>Words of agency, year or file name; three or more characters also in the text of the reports. Conditions on cells: requests.new.total&gt;=100</source>
        <translation>单位、年度或文件名中的词；三个字以上也搜索报告正文。也可写单元格条件：requests.new.total&gt;=100</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter by status, year, region and more (Ctrl+Shift+F)</source>
        <translation>按状态、年度、地区等筛选（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>Filter the library</source>
        <translation>筛选报告库</translation>
    </message>
    <message>
        <source>No reports yet.</source>
        <translation>还没有报告。</translation>
    </message>
    <message>
        <source>No report matches the search.</source>
        <translation>没有符合搜索的报告。</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Only: {rule}  ✕</source>
        <translation>仅列出：{rule}  ✕</translation>
    </message>
    <message>
        <source>Reports: {count}</source>
        <translation>共 {count} 份</translation>
    </message>
    <message>
        <source>, {count} chosen</source>
        <translation>，已选 {count} 份</translation>
    </message>
    <message>
        <source>List all reports again</source>
        <translation>重新列出全部报告</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>搜索报告库</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Library</source>
        <translation>报告库</translation>
    </message>
    <message>
        <source>Present problem</source>
        <translation>当前问题</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>核对结果</translation>
    </message>
    <message>
        <source>History</source>
        <translation>更正记录</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Failed imports</source>
        <translation>导入失败</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Gouji</source>
        <translation>勾稽</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>This store is open in another window; here it can only be looked at.</source>
        <translation>这个库已在另一个窗口中打开，这里只能查看。</translation>
    </message>
    <message>
        <source>Signed off, though something was still to look at in: {count}. To go on with them choose another status and say why.</source>
        <translation>已定稿，但其中 {count} 份仍有待看之处。要继续审核，请改为其他状态并写明理由。</translation>
    </message>
    <message>
        <source>An import is already running.</source>
        <translation>已有导入正在进行。</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>重新打开…</translation>
    </message>
    <message>
        <source>The other window was closed: from now on you can edit here.</source>
        <translation>另一个窗口已关闭，现在可以在这里修改了。</translation>
    </message>
    <message>
        <source>There was nothing to import: no file that may hold a report.</source>
        <translation>没有可以导入的：里面没有可能是报告的文件。</translation>
    </message>
    <message>
        <source>Reports imported: {count}.</source>
        <translation>已导入 {count} 份年报。</translation>
    </message>
    <message>
        <source>Of {count} the store has another report of that agency and year.</source>
        <translation>其中 {count} 份，库中另有该单位同一年度的报告。</translation>
    </message>
    <message>
        <source>Already in the store: {count}.</source>
        <translation>{count} 份已在库中。</translation>
    </message>
    <message>
        <source>Not readable: {count}; see the list of failed imports.</source>
        <translation>{count} 份无法读取，见“导入失败”列表。</translation>
    </message>
    <message>
        <source>Cancelled; files that were not come to: {count}.</source>
        <translation>已取消，还有 {count} 个文件没有导入。</translation>
    </message>
    <message>
        <source>Import the rest</source>
        <translation>导入其余文件</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Corrections that had been kept for {count} of them came in.</source>
        <translation>其中 {count} 份报告此前寄存的更正已并入。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Press {keys} to look at what needs eyes.</source>
        <translation>按 {keys} 逐个查看问题。</translation>
    </message>
    <message>
        <source>Exported to {path}.</source>
        <translation>已导出到 {path}。</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Rule: who fails</source>
        <translation>列出不符合的年报</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
</context>
<context>
    <name>PaletteDialog</name>
    <message>
        <source>Commands, reports, rules</source>
        <translation>命令、年报、规则</translation>
    </message>
    <message>
        <source>What is wanted: a command, a report, a rule</source>
        <translation>想做什么：输入命令、单位或规则</translation>
    </message>
    <message>
        <source>Nothing of that name. Try fewer letters, or a part of an agency&apos;s name.</source>
        <translation>没有找到。请少输入几个字，或输入机关名称的一部分。</translation>
    </message>
    <message>
        <source>Initials of the pinyin will do. Enter does it, Esc closes.</source>
        <translation>可输入拼音首字母。回车执行，Esc 关闭。</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Judging anew</source>
        <translation>正在重新校验</translation>
    </message>
</context>
<context>
    <name>ProblemView</name>
    <message>
        <source>Present problem</source>
        <translation>当前问题</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>No proposal here. Type the right figure, or press {keys}.</source>
        <translation>这里没有建议：请键入正确的数，或按 {keys}。</translation>
    </message>
    <message>
        <source>No proposal here. Press {keys}.</source>
        <translation>这里没有建议：请按 {keys}。</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>第 {place} 项，共 {count} 项</translation>
    </message>
    <message>
        <source>{count} to look at</source>
        <translation>共 {count} 项待看</translation>
    </message>
    <message>
        <source>other reports waiting: {count}</source>
        <translation>还有 {count} 份报告</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Open a report to go through its problems.</source>
        <translation>打开一份报告，逐项查看其问题。</translation>
    </message>
    <message>
        <source>Only questions are left here; {key} goes on.</source>
        <translation>本报告只剩待询问的问题；按 {key} 继续。</translation>
    </message>
    <message>
        <source>{key} shows the first problem.</source>
        <translation>按 {key} 查看第一个问题。</translation>
    </message>
    <message>
        <source>Nothing needs eyes here. {key}: reviewed, next report.</source>
        <translation>本报告没有待看之处。{key}：审核完毕，下一份。</translation>
    </message>
    <message>
        <source>Nothing needs eyes here. {key}: reviewed.</source>
        <translation>本报告没有待看之处。{key}：审核完毕。</translation>
    </message>
    <message>
        <source>All reports of the list are done.</source>
        <translation>列表中的报告都已审完。</translation>
    </message>
    <message>
        <source>Figures of this table in no sum: {count}; compare them</source>
        <translation>本表有 {count} 个数不在任何合计之内：请与原文核对</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>{count} zeros were worked out in empty rows: {rows}</source>
        <translation>以下全零行有 {count} 个零是推断的：{rows}</translation>
    </message>
    <message>
        <source>{count} figures of a row were worked out: {rows}</source>
        <translation>本行有 {count} 个数是推断的：{rows}</translation>
    </message>
    <message>
        <source>… and {count} more of one cause</source>
        <translation>……同一原因另有 {count} 条</translation>
    </message>
    <message>
        <source>{need}; printed: {printed} ({origin})</source>
        <translation>{need}；原文：{printed}（{origin}）</translation>
    </message>
    <message>
        <source>Verdicts in conflict: give one with its key</source>
        <translation>认定有冲突：请按键重新认定</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>In conflict: take one, or type another value</source>
        <translation>有冲突：请选用其一，或另行输入</translation>
    </message>
    <message>
        <source>Does not agree</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>Several values are possible</source>
        <translation>有多种可能的数值</translation>
    </message>
    <message>
        <source>Not found in the source</source>
        <translation>原文中未找到</translation>
    </message>
    <message>
        <source>Worked out, not read</source>
        <translation>由推算得出，并非读出</translation>
    </message>
    <message>
        <source>Read without certainty</source>
        <translation>读取把握不足</translation>
    </message>
    <message>
        <source>In no sum</source>
        <translation>不在任何合计之内</translation>
    </message>
    <message>
        <source>The source has no place for it.</source>
        <translation>原文中没有对应的位置。</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>File Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>%1 File</source>
        <translation>%1 文件</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷方式</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>位置(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>QFileSystemModel</name>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Left</source>
        <translation>←</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>→</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>↑</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>↓</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Annual reports ({patterns})</source>
        <translation>年度报告 ({patterns})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Import folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Open store</source>
        <translation>打开库</translation>
    </message>
    <message>
        <source>Stores (*.gouji);;All files (*)</source>
        <translation>库文件 (*.gouji);;所有文件 (*)</translation>
    </message>
    <message>
        <source>New store</source>
        <translation>新建库</translation>
    </message>
    <message>
        <source>“{name}” exists already. Choose another name, or open that store.</source>
        <translation>“{name}”已经存在。请换一个名称，或者直接打开那个库。</translation>
    </message>
    <message>
        <source>All reports</source>
        <translation>全部报告</translation>
    </message>
    <message>
        <source>The open report</source>
        <translation>打开的报告</translation>
    </message>
    <message>
        <source>Listed reports</source>
        <translation>列表中的报告</translation>
    </message>
    <message>
        <source>Chosen reports</source>
        <translation>所选的报告</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>RecentStores</name>
    <message>
        <source>{store} (missing)</source>
        <translation>{store}（找不到）</translation>
    </message>
</context>
<context>
    <name>RelatedDialog</name>
    <message>
        <source>Other names of the agency</source>
        <translation>本机关的其他名称</translation>
    </message>
    <message>
        <source>Parts of the area</source>
        <translation>所属单位</translation>
    </message>
    <message>
        <source>Search agencies</source>
        <translation>搜索机关</translation>
    </message>
    <message>
        <source>Tick the names under which “{agency}” reported before or after it was renamed. Their reports are then compared over the years as those of one agency.</source>
        <translation>勾选“{agency}”更名前后发布报告时用过的名称。此后这些名称的报告视为同一机关，逐年对照。</translation>
    </message>
    <message>
        <source>Tick the agencies that the report of “{agency}” covers. Its figures are then compared with theirs of the same year, once the rules for that are switched on in the settings, under rules.</source>
        <translation>勾选“{agency}”的报告所包含的单位。在设置的“校验规则”中启用汇总规则后，其数据与这些单位同一年度的数据相核对。</translation>
    </message>
    <message>
        <source>Agencies</source>
        <translation>机关</translation>
    </message>
    <message>
        <source>Agencies chosen: {count}</source>
        <translation>已选 {count} 个单位</translation>
    </message>
</context>
<context>
    <name>ReportEnd</name>
    <message>
        <source>Sign off</source>
        <translation>定稿</translation>
    </message>
    <message>
        <source>Have it rechecked</source>
        <translation>送复核</translation>
    </message>
    <message>
        <source>Signed off. {key}: next report.</source>
        <translation>已定稿。{key}：下一份。</translation>
    </message>
    <message>
        <source>Signed off; all reports of the list are done.</source>
        <translation>已定稿；列表中的报告都已审完。</translation>
    </message>
</context>
<context>
    <name>Rescue</name>
    <message>
        <source>Unfinished import</source>
        <translation>未完成的导入</translation>
    </message>
    <message>
        <source>“{text}” was typed into the report you left, and not entered.</source>
        <translation>刚离开的报告里键入了“{text}”，还没有录入。</translation>
    </message>
    <message>
        <source>Look at it…</source>
        <translation>查看…</translation>
    </message>
    <message>
        <source>The last import was broken off; files left: {count}, from {name} on.</source>
        <translation>上次导入中断，还有 {count} 个文件没有导入，从“{name}”起。</translation>
    </message>
    <message>
        <source>What was imported by then is in the store, whole.</source>
        <translation>中断前已导入的年报都完整保存在库中。</translation>
    </message>
    <message>
        <source>&amp;Import the rest</source>
        <translation>继续导入(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Drop the rest</source>
        <translation>不再导入(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <source>A backup was made and checked.</source>
        <translation>已备份，并已核对备份完好。</translation>
    </message>
</context>
<context>
    <name>RescueBox</name>
    <message>
        <source>Gouji</source>
        <translation>勾稽</translation>
    </message>
    <message>
        <source>The newest whole backup is no. {number} of {time} ({occasion}, {size}). What stands in its place now is moved aside and kept.</source>
        <translation>最新的完好备份是第 {number} 号，{time}（{occasion}，{size}）。恢复时，现有文件会移到一旁保留。</translation>
    </message>
    <message>
        <source>&amp;Restore the backup</source>
        <translation>恢复备份(&amp;R)</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>Putting backup {number} back…</source>
        <translation>正在恢复第 {number} 号备份……</translation>
    </message>
    <message>
        <source>Backup {number} is in place; what stood there is kept in {aside}.</source>
        <translation>已恢复第 {number} 号备份；原来的库保留在 {aside}。</translation>
    </message>
</context>
<context>
    <name>RulesModel</name>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Fails</source>
        <translation>不符</translation>
    </message>
    <message>
        <source>Excused</source>
        <translation>已说明</translation>
    </message>
    <message>
        <source>Cannot tell</source>
        <translation>无法判断</translation>
    </message>
    <message>
        <source>What must hold</source>
        <translation>应当成立的关系</translation>
    </message>
    <message>
        <source>Reports in which it does not hold</source>
        <translation>关系不成立的报告数</translation>
    </message>
    <message>
        <source>Reports in which a verdict explains it</source>
        <translation>已有结论说明的报告数</translation>
    </message>
    <message>
        <source>Reports in which a figure is missing or unclear</source>
        <translation>数字缺失或不明的报告数</translation>
    </message>
    <message>
        <source>{rule}: reports in which it fails: {failed}; excused: {excused}; unclear: {unclear}</source>
        <translation>{rule}：{failed} 份报告不符，{excused} 份已说明，{unclear} 份无法判断</translation>
    </message>
</context>
<context>
    <name>RulesView</name>
    <message>
        <source>Every rule holds in every report.</source>
        <translation>所有报告的勾稽关系全部相符。</translation>
    </message>
    <message>
        <source>No reports yet: what the rules say of them will be counted here.</source>
        <translation>还没有报告。导入后，这里按规则统计各报告的核对结果。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Press Enter to list the reports in which the rule does not hold</source>
        <translation>按回车列出不符合该规则的报告</translation>
    </message>
</context>
<context>
    <name>SearchBar</name>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Search in the source</source>
        <translation>在原文中查找</translation>
    </message>
    <message>
        <source>Finds in the source</source>
        <translation>原文中查到的地方</translation>
    </message>
    <message>
        <source>Previous find (Shift+Enter)</source>
        <translation>上一处（Shift+Enter）</translation>
    </message>
    <message>
        <source>Next find (Enter)</source>
        <translation>下一处（Enter）</translation>
    </message>
    <message>
        <source>Close the search (Esc)</source>
        <translation>关闭查找（Esc）</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Reset “{setting}” to its default</source>
        <translation>将“{setting}”恢复为默认值</translation>
    </message>
    <message>
        <source>Counts from the next import on.</source>
        <translation>从下一次导入起生效。</translation>
    </message>
    <message>
        <source>Counts from the next backup on.</source>
        <translation>从下一次备份起生效。</translation>
    </message>
    <message>
        <source>The window changes once this dialog is closed.</source>
        <translation>关闭设置后生效。</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Of the system&apos;s size; the page of the source has its own zoom.</source>
        <translation>相对系统字号；原文页面另有缩放。</translation>
    </message>
    <message>
        <source>Files read at once</source>
        <translation>同时读取的文件数</translation>
    </message>
    <message>
        <source>Automatic leaves room for the window. The more at once, the more memory is used.</source>
        <translation>“自动”会给窗口留出余力；同时读取的文件越多，占用内存越多。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Longest time for one file</source>
        <translation>单个文件的最长时间</translation>
    </message>
    <message>
        <source>A file that takes longer is given up and listed as failed.</source>
        <translation>超时的文件停止读取，列入“导入失败”。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Most memory for one file</source>
        <translation>单个文件的最大内存</translation>
    </message>
    <message>
        <source>A file that needs more is given up and listed as failed.</source>
        <translation>超出的文件停止读取，列入“导入失败”。</translation>
    </message>
    <message>
        <source>Name of the reviewer</source>
        <translation>审核人姓名</translation>
    </message>
    <message>
        <source>Signs corrections and verdicts from now on. Empty: the name of the account.</source>
        <translation>此后的更正和认定以此署名；留空则用系统账户名。</translation>
    </message>
    <message>
        <source>Stop at figures less certain than</source>
        <translation>可信度低于此值时停下</translation>
    </message>
    <message>
        <source>Figures that were read plainly, but not with certainty.</source>
        <translation>已读出但把握不足的数字。</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Stop at inferred figures</source>
        <translation>在推定的数字处停下</translation>
    </message>
    <message>
        <source>Figures whose column the layout lost and the sums alone determine.</source>
        <translation>版面丢失列位置、仅由勾稽关系确定的数字。</translation>
    </message>
    <message>
        <source>Stop at tables that no sum protects</source>
        <translation>在无勾稽关系保护的表格处停下</translation>
    </message>
    <message>
        <source>Only a comparison with the source finds an error there.</source>
        <translation>这些表格的错误只有对照原文才能发现。</translation>
    </message>
    <message>
        <source>Count my effort on this computer</source>
        <translation>在本机统计我的工作量</translation>
    </message>
    <message>
        <source>Keys, time and cells as numbers alone; Review &gt; Effort shows and deletes them.</source>
        <translation>只记按键、时间和单元格的数目；在“审核 &gt; 工作量”中查看和删除。</translation>
    </message>
    <message>
        <source>Copy the store every</source>
        <translation>备份间隔</translation>
    </message>
    <message>
        <source>Only when something changed since the last copy.</source>
        <translation>自上次备份后有改动时才备份。</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Room for all copies of a store</source>
        <translation>全部备份占用的空间</translation>
    </message>
    <message>
        <source>All copies of two days, then one a day, a week and a month, as far as there is room; the newest two always stay.</source>
        <translation>两天内的全部保留，此后每天、每周、每月各留一份，以空间为限；最新两份始终保留。</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Search settings and rules</source>
        <translation>搜索设置和规则</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>No setting and no rule has these words.</source>
        <translation>没有含这些字词的设置或规则。</translation>
    </message>
    <message>
        <source>Reset this &amp;page</source>
        <translation>恢复本页默认(&amp;P)</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>全部恢复默认(&amp;A)</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>Reviewing</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>校验规则</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>&amp;Set</source>
        <translation>设定(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;No keys</source>
        <translation>不用按键(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>恢复默认(&amp;R)</translation>
    </message>
    <message>
        <source>Reset &amp;all</source>
        <translation>全部恢复默认(&amp;A)</translation>
    </message>
    <message>
        <source>Save as &amp;PDF…</source>
        <translation>另存为 PDF(&amp;P)…</translation>
    </message>
    <message>
        <source>A sheet of all commands that have keys, to be printed</source>
        <translation>把全部快捷键排成一份可打印的 PDF</translation>
    </message>
    <message>
        <source>No command and no key has these words.</source>
        <translation>没有含这些字的命令和按键。</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Save the keys</source>
        <translation>保存快捷键表</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>New &amp;keys of “{command}”:</source>
        <translation>“{command}”的新按键(&amp;K)：</translation>
    </message>
    <message>
        <source>New &amp;keys:</source>
        <translation>新按键(&amp;K)：</translation>
    </message>
    <message>
        <source>Fixed keys</source>
        <translation>固定按键</translation>
    </message>
    <message>
        <source>These keys belong to the form and to lists everywhere.</source>
        <translation>这些按键固定用于表格和列表，不能更改。</translation>
    </message>
    <message>
        <source>Press Enter on a command, then its new keys, then “Set”.</source>
        <translation>在命令上按回车，再按下新的按键，然后点“设定”。</translation>
    </message>
    <message>
        <source>“{keys}” is taken from “{command}” by this.</source>
        <translation>“{keys}”现属于“{command}”，设定后该命令不再使用这个按键。</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>编辑单元格</translation>
    </message>
    <message>
        <source>Accept and go down; up with Shift</source>
        <translation>确认并下移；加 Shift 上移</translation>
    </message>
    <message>
        <source>Next cell; previous with Shift</source>
        <translation>下一格；加 Shift 上一格</translation>
    </message>
    <message>
        <source>Give up the entry</source>
        <translation>放弃输入</translation>
    </message>
    <message>
        <source>In the findings: take the first proposal</source>
        <translation>核对结果中：采纳第一条建议</translation>
    </message>
</context>
<context>
    <name>SourceTools</name>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>The page that is read; type another and press Enter</source>
        <translation>正在看的页；输入页码后按回车转到</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>SourceView</name>
    <message>
        <source>Source</source>
        <translation>原文</translation>
    </message>
    <message>
        <source>The source of the open report is shown here.</source>
        <translation>打开报告后，这里显示原文。</translation>
    </message>
    <message>
        <source>This cell was not found in the source; its row is shown.</source>
        <translation>原文中没有找到这一格；显示它所在的行。</translation>
    </message>
    <message>
        <source>This cell was not found in the source; its table is shown.</source>
        <translation>原文中没有找到这一格，已定位到所在的表。</translation>
    </message>
    <message>
        <source>This cell&apos;s table was not found in the source; the heading of its section is shown.</source>
        <translation>原文中没有找到这一格所在的表；显示该部分的标题。</translation>
    </message>
    <message>
        <source>This cell was not found in the source, nor its table, nor its section.</source>
        <translation>原文中没有找到这一格，也没有找到它的表和所在部分。</translation>
    </message>
    <message>
        <source>{words} (Page {page})</source>
        <translation>{words}（第{page}页）</translation>
    </message>
    <message>
        <source>This source is very large; only its beginning is shown.</source>
        <translation>原文很大，只显示开头部分。</translation>
    </message>
    <message>
        <source>{cell}
Printed: {printed}
Value: {value} ({origin})</source>
        <translation>{cell}
原文：{printed}
数值：{value}（{origin}）</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>So&amp;urce</source>
        <translation>原文(&amp;U)</translation>
    </message>
</context>
<context>
    <name>StandingBar</name>
    <message>
        <source>Status of the open report</source>
        <translation>当前报告的状态</translation>
    </message>
    <message>
        <source>Reviewer of the open report</source>
        <translation>当前报告的审核人</translation>
    </message>
    <message>
        <source>Cells other than as read or last signed off</source>
        <translation>与读取时或上次定稿时不同的单元格</translation>
    </message>
    <message>
        <source>Next &amp;changed cell</source>
        <translation>下一个改动的单元格(&amp;C)</translation>
    </message>
    <message>
        <source>Nobody assigned</source>
        <translation>未指派</translation>
    </message>
    <message>
        <source>Changed: {count}</source>
        <translation>改动 {count} 格</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>Last signed off by {name}, {day}</source>
        <translation>上次定稿：{name}，{day}</translation>
    </message>
</context>
<context>
    <name>StatusArea</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The store: reports and all work on them</source>
        <translation>库：保存报告和全部审核工作</translation>
    </message>
    <message>
        <source>Read only: open in another window</source>
        <translation>只读：已在另一个窗口中打开</translation>
    </message>
    <message>
        <source>All saved</source>
        <translation>已全部保存</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>正在导出</translation>
    </message>
    <message>
        <source>All saved; cells corrected here: {count}</source>
        <translation>已全部保存，本报告更正 {count} 格</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Source text</source>
        <translation>原文文本</translation>
    </message>
</context>
</TS>
